using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Queue;
using Npgsql;

namespace MiniHF.Workspace.Runs.Files;

/// <summary>
/// The files of a run, data, checkpoints and result, in the database: so that any machine that reaches it can take the run up, and
/// none can be left with half a checkpoint.
/// </summary>
internal sealed class RunFileStore(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options, RunQueue queue)
{
    private readonly FolderTable _table = new(dataSource, $"\"{options.Value.Schema}\".run_files", "run");

    /// <summary>Stores a folder's files under a name, all or none; replaces what stood there.</summary>
    /// <param name="claim">The worker's, which must still stand; null for a person's own upload.</param>
    /// <exception cref="RunLostException">Another worker has the run; nothing was written.</exception>
    public async Task StoreFolderAsync(RunId run, RunClaim? claim, string folder, string directory, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        IEnumerable<string> names = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        await _table.StoreAsync(connection, transaction, run.Value, folder, directory, names, ct).ConfigureAwait(false);
        if (claim is { } held)
        {
            // Last, so that the row is not locked, and the heartbeat not held up, while a large checkpoint goes over the wire.
            await queue.HoldAsync(connection, transaction, held, ct).ConfigureAwait(false);
        }

        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Writes a folder's files below a directory. Gives whether there were any.</summary>
    public Task<bool> FetchFolderAsync(RunId run, string folder, string directory, CancellationToken ct) => _table.FetchAsync(run.Value, folder, directory, ct);

    /// <summary>Deletes the files of a folder that a pattern of SQL's <c>like</c> does not fit.</summary>
    public Task TrimAsync(RunId run, string folder, string keep, CancellationToken ct) => _table.TrimAsync(run.Value, folder, keep, ct);
}
