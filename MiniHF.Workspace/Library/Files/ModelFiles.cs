using System.Globalization;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.Library.Files;

/// <summary>
/// The files of models that people or runs added. Where a model's directory is on the machine at hand it is used as it lies there,
/// trained further or not; elsewhere the files are those that were added, in a folder of what was fetched.
/// </summary>
/// <param name="cache">Where what is fetched goes.</param>
public sealed class ModelFiles(NpgsqlDataSource dataSource, PostgresEventStore store, IOptions<EventStoreOptions> events, IOptions<ModelOptions> options, string cache) : IReadModel
{
    private const string Config = "config.json";
    private const string Index = "model.safetensors.index.json";

    /// <summary>What belongs to a model besides its weights, where it is there. Nothing else of a directory travels.</summary>
    private static readonly string[] s_names = [Config, "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"];

    private readonly KeptFiles _kept = new(dataSource, events);

    public string Name => "files of models";

    /// <summary>Keeps the files of a model's directory.</summary>
    /// <returns>The hash they are kept by; null where they are larger than is kept.</returns>
    /// <exception cref="UserFacingException">It is no model that can be run.</exception>
    public async Task<string?> KeepAsync(string directory, CancellationToken ct)
    {
        ModelDirectory model = ModelDirectory.Open(directory);
        string[] names =
        [
            .. s_names.Where(name => File.Exists(Path.Combine(directory, name)))
                .Concat(model.WeightFiles.Select(file => Path.GetFileName(file)))
                .Concat(model.Index is null ? [] : [Index])
                .Order(StringComparer.Ordinal),
        ];
        return KeptFiles.Fit(directory, names, options.Value.ModelMegabytes) ? await _kept.KeepAsync(directory, names, ct).ConfigureAwait(false) : null;
    }

    /// <summary>A directory of this machine that has the model. It is called as the one that was added.</summary>
    /// <exception cref="UserFacingException">It is neither here nor kept; says where it lies.</exception>
    public async Task<string> LocateAsync(ModelAdded model, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (File.Exists(Path.Combine(model.Directory, Config)))
        {
            return model.Directory;
        }

        string content = model.Content ?? throw new UserFacingException(string.Create(
            CultureInfo.InvariantCulture,
            $"The model {model.Name} lies in {model.Directory} on the machine it was added on, and is not kept in the database: copy it to the same place here, or add it there again (what is larger than {ModelOptions.Section}:{nameof(ModelOptions.ModelMegabytes)}, {options.Value.ModelMegabytes:N0}, is not kept)."));
        string folder = Path.Combine(cache, content);
        string fetched = Path.Combine(folder, Path.GetFileName(model.Directory));
        if (!Directory.Exists(fetched))
        {
            await _kept.FetchAsync($"model {model.Name}", content, fetched, ct).ConfigureAwait(false);
        }

        return fetched;
    }

    /// <summary>Whether every model of the library that is kept has its files as they were added.</summary>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        (LibraryState state, _) = await store.AggregateAsync(LibraryStream.Id, LibraryStream.Fold, ct).ConfigureAwait(false);
        return await _kept.VerifyAsync([.. state.Models.Select(one => ($"model {one.Name}", one.Content, one.Directory))], progress, ct).ConfigureAwait(false);
    }

    /// <summary>Files are not made of events: there is nothing they could be made from again.</summary>
    public Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct) => Task.CompletedTask;
}
