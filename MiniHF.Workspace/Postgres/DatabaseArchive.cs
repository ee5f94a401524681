using System.Diagnostics;
using System.Globalization;
using System.Text;
using MiniHF.Engine;
using Npgsql;

namespace MiniHF.Workspace.Postgres;

/// <summary>A whole database in one file, by the server's own <c>pg_dump</c> and <c>pg_restore</c>.</summary>
/// <param name="dataSource">The database's connections, which must let go of it where it is replaced.</param>
/// <param name="connectionString">With the password, which a data source does not tell.</param>
internal sealed class DatabaseArchive(NpgsqlDataSource dataSource, string connectionString)
{
    // The first bytes of pg_dump's custom format.
    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("PGDMP");

    private readonly NpgsqlConnectionStringBuilder _connection = new(connectionString);

    /// <summary>Number of events in the store; 0 where it has no tables.</summary>
    public async Task<long> CountEventsAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = new(With(_connection.Database ?? "postgres"));
        await connection.OpenAsync(ct).ConfigureAwait(false);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select to_regclass('mt_events') is not null";
        if (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        command.CommandText = "select count(*) from mt_events";
        return (long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // a count is never null
    }

    /// <summary>Writes the file, complete or not at all.</summary>
    /// <param name="progress">Told how much of it is written.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="UserFacingException">It is there already, or cannot be written.</exception>
    public async Task<long> SaveAsync(string path, bool replace, Action<string> progress, CancellationToken ct)
    {
        if (File.Exists(path) && !replace)
        {
            throw new UserFacingException($"{path} is there already. Choose another name, or say --force to replace it.");
        }

        PostgresBinaries binaries = (await PostgresBinaries.FindAsync(ct).ConfigureAwait(false))[0];
        string part = path + ".part";
        try
        {
            await using (FileStream file = new(part, FileMode.Create, FileAccess.Write))
            {
                await RunAsync([binaries.PgDump, "--format=custom", "--no-owner", "--no-privileges"], _connection.Database, null, file, written => progress($"{Megabytes(written)} written"), ct).ConfigureAwait(false);
            }

            File.Move(part, path, overwrite: true);
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>
    /// Puts what the file has in the place of what the database has. It is loaded beside it first, and takes its place only once it is
    /// there whole: a file that is damaged changes nothing.
    /// </summary>
    /// <param name="progress">Told how much of the file is read.</param>
    /// <exception cref="UserFacingException">The file is no such archive, or the server refused it.</exception>
    public async Task LoadAsync(string path, Action<string> progress, CancellationToken ct)
    {
        Check(path);
        PostgresBinaries binaries = (await PostgresBinaries.FindAsync(ct).ConfigureAwait(false))[0];
        string database = _connection.Database ?? throw new UserFacingException("The connection string names no database. Write Database=… into it.");
        string beside = $"{database}_restoring";
        await ExecuteAsync(ct, $"drop database if exists \"{beside}\" with (force)", $"create database \"{beside}\" template template0").ConfigureAwait(false);
        try
        {
            await using (FileStream file = new(path, FileMode.Open, FileAccess.Read))
            {
                await RunAsync([binaries.PgRestore, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"], beside, file, null, read => progress($"{Megabytes(read)} of {Megabytes(file.Length)} read"), ct).ConfigureAwait(false);
            }

            // From here on it is one step of the server's after the other, each of them whole.
            dataSource.Clear();
            await ExecuteAsync(
                CancellationToken.None,
                $"drop database \"{database}\" with (force)",
                $"alter database \"{beside}\" rename to \"{database}\"").ConfigureAwait(false);
        }
        catch
        {
            await ExecuteAsync(CancellationToken.None, $"drop database if exists \"{beside}\" with (force)").ConfigureAwait(false);
            throw;
        }
    }

    private static void Check(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read);
            byte[] begin = new byte[s_magic.Length];
            if (file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) < begin.Length || !begin.AsSpan().SequenceEqual(s_magic))
            {
                throw new UserFacingException($"{path} is not a file that `db backup` made.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private async Task ExecuteAsync(CancellationToken ct, params string[] statements)
    {
        try
        {
            await using NpgsqlConnection connection = new(With("postgres"));
            await connection.OpenAsync(ct).ConfigureAwait(false);
            foreach (string statement in statements)
            {
                await using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            }
        }
        catch (PostgresException e)
        {
            throw new UserFacingException($"The database cannot be replaced: {e.MessageText}. Restoring needs a user who may create databases, and a file of this program.", e);
        }
    }

    private string With(string database) => new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Database = database, Pooling = false }.ConnectionString;

    private async Task RunAsync(string[] command, string? database, FileStream? input, FileStream? output, Action<long> copied, CancellationToken ct)
    {
        ProcessStartInfo start = new(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        if (input is not null)
        {
            start.ArgumentList.Add($"--dbname={database}");
        }

        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["PGHOST"] = _connection.Host;
        start.Environment["PGPORT"] = _connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = _connection.Username;
        start.Environment["PGPASSWORD"] = _connection.Password;
        start.Environment["PGDATABASE"] = database;
        using Process process = Process.Start(start)!; // null only with UseShellExecute
        Task<string> error = process.StandardError.ReadToEndAsync(ct);
        Task taken = output is null ? process.StandardOutput.ReadToEndAsync(ct) : CopyAsync(process.StandardOutput.BaseStream, output, copied, ct);
        try
        {
            try
            {
                if (input is not null)
                {
                    await CopyAsync(input, process.StandardInput.BaseStream, copied, ct).ConfigureAwait(false);
                }
            }
            catch (IOException)
            {
                // It ended before it had read all; what it says of that is below.
            }

            process.StandardInput.Close();
            await taken.ConfigureAwait(false);
            await process.WaitForExitAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            string said = (await error.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "no reason given";
            throw new UserFacingException($"{Path.GetFileName(command[0])} failed: {said.TrimEnd('.')}.");
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, Action<long> copied, CancellationToken ct)
    {
        byte[] buffer = new byte[1 << 20];
        long total = 0;
        for (int read; (read = await from.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), ct).ConfigureAwait(false);
            copied(total += read);
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
