using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using Npgsql;

namespace MiniHF.Workspace.Library.Files;

/// <summary>The library's files, kept in the database by the hash of what is in them, so that what one machine added can be used on all of them.</summary>
internal sealed class KeptFiles(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> events)
{
    private readonly FolderTable _table = new(dataSource, $"\"{events.Value.Schema}\".library_files", "library");

    /// <summary>Whether files of a directory are small enough to be kept.</summary>
    public static bool Fit(string directory, IEnumerable<string> names, int megabytes) =>
        names.Sum(name => new FileInfo(Path.Combine(directory, name)).Length) <= (long)megabytes << 20;

    /// <summary>SHA-256 over the files' names and contents, as lower-case hexadecimal; of what is missing, nothing.</summary>
    public static async Task<string> HashAsync(string directory, IEnumerable<string> names, CancellationToken ct)
    {
        StringBuilder lines = new();
        foreach (string name in names.Where(name => File.Exists(Path.Combine(directory, name))))
        {
            await using FileStream file = File.OpenRead(Path.Combine(directory, name));
            lines.Append(name).Append(' ').Append(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct).ConfigureAwait(false))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>Keeps files of a directory.</summary>
    /// <param name="names">In ordinal order.</param>
    /// <returns>The hash they are kept by.</returns>
    public async Task<string> KeepAsync(string directory, IReadOnlyList<string> names, CancellationToken ct)
    {
        string content = await HashAsync(directory, names, ct).ConfigureAwait(false);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        // Two servers may keep the same at once: the second one waits, and writes it again. So what was spoilt is mended by adding it again.
        await using NpgsqlCommand command = new("select pg_advisory_xact_lock(hashtextextended('minihf_library_files:' || $1, 0))", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = content });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        await _table.StoreAsync(connection, transaction, LibraryStream.Id, content, directory, names, ct).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return content;
    }

    /// <summary>Whether everything of a list has its files as they were added.</summary>
    /// <param name="added">What messages call each, as "adapter mine", the hash it is kept by, if it is, and where it lay.</param>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(
        IReadOnlyList<(string What, string? Content, string Directory)> added, Action<string> progress, CancellationToken ct)
    {
        List<StoreFault> faults = [];
        for (int i = 0; i < added.Count; i++)
        {
            progress(ReadModelProgress.Of(i, added.Count));
            if (added[i].Content is { } content && await FaultOfAsync(content, ct).ConfigureAwait(false) is { } wrong)
            {
                faults.Add(new StoreFault("file", LibraryStream.Id, null, $"the {added[i].What}: {wrong} Add it again from {added[i].Directory}, or restore a backup."));
            }
        }

        return faults;
    }

    /// <summary>What is wrong with what is kept by a hash, in words; null where nothing is.</summary>
    private async Task<string?> FaultOfAsync(string content, CancellationToken ct)
    {
        string folder = Directory.CreateTempSubdirectory("minihf-kept-").FullName;
        try
        {
            return !await _table.FetchAsync(LibraryStream.Id, content, folder, ct).ConfigureAwait(false) ? "its files are not in the database."
                : await HashAllAsync(folder, ct).ConfigureAwait(false) != content ? "its files are not those that were added."
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Brings the files here, written aside and moved, so that a folder that is there is whole.</summary>
    /// <param name="what">What messages call it, as "adapter mine".</param>
    public async Task FetchAsync(string what, string content, string target, CancellationToken ct)
    {
        string aside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(aside);
            if (!await _table.FetchAsync(LibraryStream.Id, content, aside, ct).ConfigureAwait(false) || await HashAllAsync(aside, ct).ConfigureAwait(false) != content)
            {
                throw new UserFacingException($"The files of the {what} in the database are not those that were added: `minihf db verify` says more. Add it again.");
            }

            Directory.Move(aside, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Somebody else fetched the same meanwhile.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"The {what} cannot be written to {Path.GetDirectoryName(target)}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static Task<string> HashAllAsync(string directory, CancellationToken ct) =>
        HashAsync(directory, Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), ct);
}
