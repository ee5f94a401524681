using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.Library.Files;

/// <summary>
/// The adapters' files, kept in the database by the hash of what is in them, so that an adapter that one machine added can be used on
/// all of them. Each machine has a folder with those it fetched.
/// </summary>
/// <param name="cache">Where what is fetched goes.</param>
public sealed class AdapterFiles(NpgsqlDataSource dataSource, PostgresEventStore store, IOptions<EventStoreOptions> events, IOptions<ModelOptions> options, string cache) : IReadModel
{
    /// <summary>What makes an adapter in PEFT's layout. Nothing else of a directory travels.</summary>
    private static readonly string[] s_names = ["adapter_config.json", "adapter_model.safetensors"];

    private readonly FolderTable _table = new(dataSource, $"\"{events.Value.Schema}\".library_files", "library");

    public string Name => "files of adapters";

    /// <summary>Keeps the files of an adapter's directory.</summary>
    /// <returns>The hash they are kept by; null where they are larger than is kept.</returns>
    public async Task<string?> KeepAsync(string directory, CancellationToken ct)
    {
        if (s_names.Sum(name => new FileInfo(Path.Combine(directory, name)).Length) > (long)options.Value.AdapterMegabytes << 20)
        {
            return null;
        }

        string content = await HashAsync(directory, ct).ConfigureAwait(false);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        // Two servers may keep the same at once: the second one waits, and writes it again. So what was spoilt is mended by adding it again.
        await using NpgsqlCommand command = new("select pg_advisory_xact_lock(hashtextextended('minihf_adapter:' || $1, 0))", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = content });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        await _table.StoreAsync(connection, transaction, LibraryStream.Id, content, directory, s_names, ct).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return content;
    }

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

        if (isHere && await HashAsync(adapter.Directory, ct).ConfigureAwait(false) == content)
        {
            return adapter.Directory;
        }

        string fetched = Path.Combine(cache, content);
        if (!Directory.Exists(fetched))
        {
            await FetchAsync(adapter.Name, content, fetched, ct).ConfigureAwait(false);
        }

        return fetched;
    }

    /// <summary>Whether every adapter of the library has its files as they were added.</summary>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        (LibraryState state, _) = await store.AggregateAsync(LibraryStream.Id, LibraryStream.Fold, ct).ConfigureAwait(false);
        List<StoreFault> faults = [];
        foreach ((AdapterAdded adapter, int index) in state.Adapters.Select((adapter, index) => (adapter, index)))
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"{index} of {state.Adapters.Count}"));
            if (adapter.Content is { } content && await FaultOfAsync(content, ct).ConfigureAwait(false) is { } wrong)
            {
                faults.Add(new StoreFault("file", LibraryStream.Id, null, $"the adapter {adapter.Name}: {wrong} Add it again from {adapter.Directory}, or restore a backup."));
            }
        }

        return faults;
    }

    /// <summary>Files are not made of events: there is nothing they could be made from again.</summary>
    public Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct) => Task.CompletedTask;

    private async Task<string?> FaultOfAsync(string content, CancellationToken ct)
    {
        string folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;
        try
        {
            return !await _table.FetchAsync(LibraryStream.Id, content, folder, ct).ConfigureAwait(false) ? "its files are not in the database."
                : await HashAsync(folder, ct).ConfigureAwait(false) != content ? "its files are not those that were added."
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Brings the files here, written aside and moved, so that a folder that is there is whole.</summary>
    private async Task FetchAsync(string name, string content, string target, CancellationToken ct)
    {
        string aside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(aside);
            if (!await _table.FetchAsync(LibraryStream.Id, content, aside, ct).ConfigureAwait(false) || await HashAsync(aside, ct).ConfigureAwait(false) != content)
            {
                throw new UserFacingException($"The files of the adapter {name} in the database are not those that were added: `minihf db verify` says more. Add it again.");
            }

            Directory.Move(aside, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Somebody else fetched the same meanwhile.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"The adapter {name} cannot be written to {cache}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>SHA-256 over the files' names and contents, as lower-case hexadecimal; of what is missing, nothing.</summary>
    private static async Task<string> HashAsync(string directory, CancellationToken ct)
    {
        StringBuilder lines = new();
        foreach (string name in s_names.Where(name => File.Exists(Path.Combine(directory, name))))
        {
            await using FileStream file = File.OpenRead(Path.Combine(directory, name));
            lines.Append(name).Append(' ').Append(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct).ConfigureAwait(false))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
