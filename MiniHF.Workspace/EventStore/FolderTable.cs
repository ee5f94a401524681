using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Folders of files in a table of the database, so that every machine that reaches it has them. A folder is there whole or not at all.
/// </summary>
/// <param name="table">With its schema, quoted where need be; columns <c>folder</c>, <c>name</c>, <c>chunk</c>, <c>data</c> and the owner's.</param>
/// <param name="ownerColumn">The uuid column that says whose folder it is.</param>
internal sealed class FolderTable(NpgsqlDataSource dataSource, string table, string ownerColumn)
{
    /// <summary>Small enough that neither side holds much, large enough that round trips do not count.</summary>
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes files of a directory, with their names in it, in place of what stood in the folder.</summary>
    public async Task StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid owner, string folder, string directory, IEnumerable<string> names, CancellationToken ct)
    {
        await DeleteAsync(connection, transaction, owner, folder, ct).ConfigureAwait(false);
        foreach (string name in names)
        {
            await StoreFileAsync(connection, transaction, owner, folder, name, Path.Combine(directory, name), ct).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a folder's files below a directory. Gives whether there were any.</summary>
    public async Task<bool> FetchAsync(Guid owner, string folder, string directory, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select name, chunk, data from {table} where {ownerColumn} = $1 and folder = $2 order by name, chunk");
        Name(command, owner, folder);
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
    public async Task TrimAsync(Guid owner, string folder, string keep, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"delete from {table} where {ownerColumn} = $1 and folder = $2 and name not like $3");
        Name(command, owner, folder);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = keep });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task DeleteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid owner, string folder, CancellationToken ct)
    {
        await using NpgsqlCommand command = new($"delete from {table} where {ownerColumn} = $1 and folder = $2", connection, transaction);
        Name(command, owner, folder);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task StoreFileAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid owner, string folder, string name, string path, CancellationToken ct)
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
                $"insert into {table} ({ownerColumn}, folder, name, chunk, data) values ($1, $2, $3, $4, $5)", connection, transaction);
            Name(command, owner, folder);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = chunk++ });
            command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = buffer.AsMemory(0, read), NpgsqlDbType = NpgsqlDbType.Bytea });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        while (read == buffer.Length);
    }

    private static void Name(NpgsqlCommand command, Guid owner, string folder)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = owner });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = folder });
    }

    /// <summary>The names are ours; one that led out of the folder would be a fault worth stopping at.</summary>
    private static string Inside(string directory, string name)
    {
        string root = Path.GetFullPath(directory) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : throw new InvalidDataException($"The file name {name} leads out of its folder.");
    }
}
