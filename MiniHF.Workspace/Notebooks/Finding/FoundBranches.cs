namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>What a search found.</summary>
/// <param name="Branches">The best first, no more than were asked for.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Corrected">What was searched for in the place of words nobody wrote, such as "ligthouse → lighthouse"; empty where the words were found as they are.</param>
public sealed record FoundBranches(IReadOnlyList<FoundBranch> Branches, long Count, IReadOnlyList<(string Word, string Instead)> Corrected)
{
    public static FoundBranches None { get; } = new([], 0, []);
}
