namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The browser of the system: nothing is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>How it is started: as root, without a screen, and without asking anything of the world.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>The program: <c>$CHROMIUM</c>, or the first of the usual names on the path. Missing, it fails the test: a browser test that did not run proves nothing.</summary>
    public static string Find() => Find(Environment.GetEnvironmentVariable("CHROMIUM"), Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string? chosen, string? path)
    {
        IEnumerable<string> candidates = string.IsNullOrEmpty(chosen)
            ? from folder in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
              from name in s_names
              select Path.Combine(folder, name)
            : [chosen];

        return candidates.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"Chromium is not installed{(string.IsNullOrEmpty(chosen) ? "" : $" at CHROMIUM={chosen}")}: `apt-get install chromium`, or name one in CHROMIUM; `./minihf test` installs it by itself.");
    }
}
