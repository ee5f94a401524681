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
    /// <summary>Small enough that neither side holds much, large enough that round trips do not count.</summary>
    private const int ChunkBytes = 1 << 20;

    private readonly string _table = $"\"{options.Value.Schema}\".run_files";

    /// <summary>Stores a folder's files under a name, all or none; replaces what stood there.</summary>
    /// <param name="claim">The worker's, which must still stand; null for a person's own upload.</param>
    /// <exception cref="RunLostException">Another worker has the run; nothing was written.</exception>
    public async Task StoreFolderAsync(RunId run, RunClaim? claim, string folder, string directory, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await DeleteAsync(connection, transaction, run, folder, ct).ConfigureAwait(false);
        foreach (string file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await StoreFileAsync(connection, transaction, run, folder, Path.GetRelativePath(directory, file).Replace('\\', '/'), file, ct).ConfigureAwait(false);
        }

        if (claim is { } held)
        {
            // Last, so that the row is not locked, and the heartbeat not held up, while a large checkpoint goes over the wire.
            await queue.HoldAsync(connection, transaction, held, ct).ConfigureAwait(false);
        }

        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Writes a folder's files below a directory. Gives whether there were any.</summary>
    public async Task<bool> FetchFolderAsync(RunId run, string folder, string directory, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select name, chunk, data from {_table} where run = $1 and folder = $2 order by name, chunk");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = folder });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        string? open = null;
        FileStream? file = null;
        try
        {
            while (await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                string name = reader.GetString(0);
                if (name != open)
                {
                    await (file?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
                    string path = Inside(directory, name);
                    Directory.CreateDirectory(Path.GetDirectoryName(path) ?? directory);
                    file = new FileStream(path, FileMode.Create, FileAccess.Write);
                    open = name;
                }

                await file!.WriteAsync(reader.GetFieldValue<byte[]>(2), ct).ConfigureAwait(false); // opened with the first chunk of each name
            }
        }
        finally
        {
            await (file?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
        }

        return open is not null;
    }

    /// <summary>Deletes the files of a folder that a pattern of SQL's <c>like</c> does not fit.</summary>
    public async Task TrimAsync(RunId run, string folder, string keep, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {_table} where run = $1 and folder = $2 and name not like $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = folder });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = keep });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task DeleteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunId run, string folder, CancellationToken ct)
    {
        await using NpgsqlCommand command = new($"delete from {_table} where run = $1 and folder = $2", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = folder });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task StoreFileAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunId run, string folder, string name, string path, CancellationToken ct)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = new byte[(int)Math.Clamp(file.Length, 1, ChunkBytes)];
        int chunk = 0;
        int read;
        do
        {
            read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            if (read == 0 && chunk > 0)
            {
                return;
            }

            await using NpgsqlCommand command = new(
                $"insert into {_table} (run, folder, name, chunk, data) values ($1, $2, $3, $4, $5)", connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = folder });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = chunk++ });
            command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = buffer.AsMemory(0, read), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        while (read == buffer.Length);
    }

    /// <summary>The names are ours; one that led out of the folder would be a fault worth stopping at.</summary>
    private static string Inside(string directory, string name)
    {
        string root = Path.GetFullPath(directory) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : throw new InvalidDataException($"The file name {name} leads out of its folder.");
    }
}
