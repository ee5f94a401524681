using System.Text.RegularExpressions;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests;

/// <summary>The rules of CONTRIBUTING.md that can be checked by reading the files.</summary>
public sealed partial class HouseRulesTests
{
    private const int LongestFile = 400;

    private static readonly string[] s_projects = ["MiniHF.Engine", "MiniHF.Workspace", "MiniHF.Workspace.Tests", "wwwroot"];
    private static readonly string[] s_written = [".cs", ".razor", ".css", ".js", ".cpp", ".h", ".csproj", ".targets", ".props"];

    [Fact]
    public void Files_OfOurs_StayShortEnoughToRead()
    {
        string[] tooLong = [.. WrittenFiles().Where(file => File.ReadLines(file).Count() > LongestFile).Select(Name)];

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Files_OfOurs_NameNoHomeFolderOfOneMachine()
    {
        string[] naming = [.. WrittenFiles().Where(file => MachinePath().IsMatch(File.ReadAllText(file))).Select(Name)];

        Assert.Empty(naming);
    }

    [Fact]
    public void Code_AsyncMethods_AreNeverVoid()
    {
        string[] breaking = [.. CodeFiles().Where(file => AsyncVoid().IsMatch(File.ReadAllText(file))).Select(Name)];

        Assert.Empty(breaking);
    }

    [Fact]
    public void Components_Awaits_StayOnTheRenderer()
    {
        string folder = Repository.PathTo("MiniHF.Workspace", "Components") + Path.DirectorySeparatorChar;
        string[] leaving = [.. CodeFiles()
            .Where(file => file.StartsWith(folder, StringComparison.Ordinal) && File.ReadAllText(file).Contains("ConfigureAwait(false)", StringComparison.Ordinal))
            .Select(Name)];

        Assert.Empty(leaving);
    }

    private static IEnumerable<string> CodeFiles() => WrittenFiles().Where(file => Path.GetExtension(file) is ".cs" or ".razor");

    private static IEnumerable<string> WrittenFiles() =>
        from project in s_projects
        let folder = Repository.PathTo(project)
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where s_written.Contains(Path.GetExtension(file)) && !IsBuilt(Path.GetRelativePath(folder, file))
        select file;

    private static bool IsBuilt(string relativePath) => relativePath.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex("""["'(](/home/|/root/|/Users/|/mnt/|[A-Z]:\\\\)\w""")]
    private static partial Regex MachinePath();
}
