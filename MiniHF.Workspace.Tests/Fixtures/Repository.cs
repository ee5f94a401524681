namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>MiniHF.sln</c>, looked for upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path inside the checkout.</summary>
    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MiniHF.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds MiniHF.sln: run the tests from a checkout.");
    }
}
