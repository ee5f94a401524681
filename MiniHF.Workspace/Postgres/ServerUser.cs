namespace MiniHF.Workspace.Postgres;

/// <summary>
/// The user the server runs as. Postgres refuses to run as root; when the app is root, the server is <c>postgres</c> (Debian's
/// package makes that user) or, without it, a system user <c>minihf</c> made here.
/// </summary>
/// <param name="Name">Null when the app is an ordinary user, and the server runs as the same.</param>
internal sealed record ServerUser(string? Name)
{
    public static async Task<ServerUser> ChooseAsync(CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser((string?)null);
        }

        foreach (string name in (string[])["postgres", "minihf"])
        {
            if ((await ProcessRunner.RunAsync(["id", "-u", name], ct).ConfigureAwait(false)).ExitCode == 0)
            {
                return new ServerUser(name);
            }
        }

        ProcessRunner.Result made = await ProcessRunner.RunAsync(
            ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", "minihf"], ct)
            .ConfigureAwait(false);
        return made.ExitCode == 0
            ? new ServerUser("minihf")
            : throw new EmbeddedPostgresException($"Postgres does not run as root, and no other user could be made: {made.Output}. Run MiniHF as an ordinary user.");
    }

    /// <summary>The same command, run as this user.</summary>
    public string[] Wrap(params string[] command) => Name is null
        ? command
        : ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", "--", .. command];

    /// <summary>Whether this user can reach the folder: every folder above it must let it through.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken ct) =>
        Name is null || (await ProcessRunner.RunAsync(Wrap("test", "-x", folder), ct).ConfigureAwait(false)).ExitCode == 0;

    /// <summary>Makes a folder this user's own, and nobody else's.</summary>
    public async Task OwnAsync(string folder, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedPostgresException("The embedded database runs on Linux. Set ConnectionStrings:Postgres to a server elsewhere.");
        }

        Directory.CreateDirectory(folder);
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new EmbeddedPostgresException($"{folder} is a symbolic link that MiniHF did not make. Remove it and start again.");
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Name is null)
        {
            return;
        }

        ProcessRunner.Result result = await ProcessRunner.RunAsync(["chown", "--no-dereference", $"{Name}:", folder], ct).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw DiskErrors.Explain(folder, result.Output)
                ?? new EmbeddedPostgresException($"The folder {folder} cannot be given to the user {Name}: {result.Output}");
        }
    }
}
