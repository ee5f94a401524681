namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>Test data too large, or not ours, to be in the repository: the folder <c>shared</c> beside the checkout. Tests that read it are skipped without it.</summary>
internal static class SharedFiles
{
    public const string Missing = "skipped: ../shared is not beside this checkout";

    private static readonly string s_root = Path.GetFullPath(Repository.PathTo("..", "shared"));

    public static bool Exist => Directory.Exists(s_root);

    /// <summary>An absolute path inside the folder.</summary>
    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([s_root, .. parts]);
}
