namespace MiniHF.Workspace.Components.Finding;

/// <summary>What a search says about itself.</summary>
internal static class FindWording
{
    /// <summary>That other words were looked for; empty where the words were found as they are.</summary>
    public static string Instead(IReadOnlyList<(string Word, string Instead)> corrected) => corrected.Count == 0
        ? ""
        : $"Nobody wrote {string.Join(" or ", corrected.Select(pair => $"“{pair.Word}”"))}; this is {string.Join(", ", corrected.Select(pair => $"“{pair.Instead}”"))}. ";

    /// <summary>A text on one line.</summary>
    public static string Flat(string text) => text.ReplaceLineEndings(" ");
}
