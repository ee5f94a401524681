using System.Globalization;

namespace MiniHF.Workspace.Postgres;

/// <summary>An installed Postgres server.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">Its major version, which a cluster's files are bound to.</param>
public sealed record PostgresBinaries(string Folder, int Major)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgDump => Path.Combine(Folder, "pg_dump");

    public string PgRestore => Path.Combine(Folder, "pg_restore");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>Every server found, newest first: Debian's folders, then <c>PATH</c> (and what <c>pg_config</c> in it names).</summary>
    /// <exception cref="EmbeddedPostgresException">There is none.</exception>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(CancellationToken ct)
    {
        List<PostgresBinaries> found = [];
        foreach (string folder in await CandidatesAsync(ct).ConfigureAwait(false))
        {
            if (IsComplete(folder) && await MajorAsync(folder, ct).ConfigureAwait(false) is { } major && found.TrueForAll(other => other.Major != major))
            {
                found.Add(new PostgresBinaries(folder, major));
            }
        }

        return found.Count > 0
            ? [.. found.OrderByDescending(binaries => binaries.Major)]
            : throw new EmbeddedPostgresException(
                "No PostgreSQL server is installed. Run `apt-get install postgresql`, or set ConnectionStrings:Postgres to a server that runs elsewhere.");
    }

    private static async Task<List<string>> CandidatesAsync(CancellationToken ct)
    {
        List<string> folders = [];
        if (Directory.Exists(DebianRoot))
        {
            folders.AddRange(Directory.EnumerateDirectories(DebianRoot).Select(version => Path.Combine(version, "bin")));
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        folders.AddRange(path);
        if (path.Select(folder => Path.Combine(folder, "pg_config")).FirstOrDefault(File.Exists) is { } pgConfig)
        {
            ProcessRunner.Result result = await ProcessRunner.RunAsync([pgConfig, "--bindir"], ct).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                folders.Add(result.Output);
            }
        }

        return folders;
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "postgres"));

    /// <summary>Asks the server itself: <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    private static async Task<int?> MajorAsync(string folder, CancellationToken ct)
    {
        ProcessRunner.Result result = await ProcessRunner.RunAsync([Path.Combine(folder, "postgres"), "--version"], ct).ConfigureAwait(false);
        string? number = result.Output.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        string digits = new([.. (number ?? "").TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : null;
    }
}
