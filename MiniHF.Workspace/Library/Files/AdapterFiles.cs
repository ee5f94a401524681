using System.Globalization;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.Library.Files;

/// <summary>The adapters' files. Each machine has a folder with those it fetched.</summary>
/// <param name="cache">Where what is fetched goes.</param>
public sealed class AdapterFiles(NpgsqlDataSource dataSource, PostgresEventStore store, IOptions<EventStoreOptions> events, IOptions<ModelOptions> options, string cache) : IReadModel
{
    /// <summary>What makes an adapter in PEFT's layout, in ordinal order. Nothing else of a directory travels.</summary>
    private static readonly string[] s_names = ["adapter_config.json", "adapter_model.safetensors"];

    private readonly KeptFiles _kept = new(dataSource, events);

    public string Name => "files of adapters";

    /// <summary>Keeps the files of an adapter's directory.</summary>
    /// <returns>The hash they are kept by; null where they are larger than is kept.</returns>
    public async Task<string?> KeepAsync(string directory, CancellationToken ct) =>
        KeptFiles.Fit(directory, s_names, options.Value.AdapterMegabytes) ? await _kept.KeepAsync(directory, s_names, ct).ConfigureAwait(false) : null;

    /// <summary>A directory of this machine with an adapter's files as they were when it was added.</summary>
    /// <exception cref="UserFacingException">They are neither here nor kept; says where they lie.</exception>
    public async Task<string> LocateAsync(AdapterAdded adapter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        bool isHere = s_names.All(name => File.Exists(Path.Combine(adapter.Directory, name)));
        if (adapter.Content is not { } content)
        {
            return isHere ? adapter.Directory : throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The adapter {adapter.Name} lies in {adapter.Directory} on the machine it was added on, and is not kept in the database: copy it here, or add it there again (what is larger than {ModelOptions.Section}:{nameof(ModelOptions.AdapterMegabytes)}, {options.Value.AdapterMegabytes:N0}, is not kept)."));
        }

        if (isHere && await KeptFiles.HashAsync(adapter.Directory, s_names, ct).ConfigureAwait(false) == content)
        {
            return adapter.Directory;
        }

        string fetched = Path.Combine(cache, content);
        if (!Directory.Exists(fetched))
        {
            await _kept.FetchAsync($"adapter {adapter.Name}", content, fetched, ct).ConfigureAwait(false);
        }

        return fetched;
    }

    /// <summary>Whether every adapter of the library has its files as they were added.</summary>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        (LibraryState state, _) = await store.AggregateAsync(LibraryStream.Id, LibraryStream.Fold, ct).ConfigureAwait(false);
        return await _kept.VerifyAsync([.. state.Adapters.Select(one => ($"adapter {one.Name}", one.Content, one.Directory))], progress, ct).ConfigureAwait(false);
    }

    /// <summary>Files are not made of events: there is nothing they could be made from again.</summary>
    public Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct) => Task.CompletedTask;
}
