using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the fold, the decisions and the pages must agree on about splitting and merging branches.</summary>
public static class ShapingRules
{
    /// <summary>The only continuation of a branch that is not put aside; null where there is none or several.</summary>
    public static BranchId? OnlyChildOf(BranchTree tree, BranchId branch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        BranchId[] children = [.. (tree.Branches.GetValueOrDefault(branch)?.Children ?? []).Where(child => tree.Branches[child] is { Pruned: false, Became: null }).Take(2)];
        return children.Length == 1 ? children[0] : null;
    }

    /// <summary>Whether a search that has not ended began from the branch.</summary>
    public static bool IsBeingSearched(NotebookState state, BranchId branch)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Searches.Values.Any(search => search.Source.Branch == branch && !search.HasEnded && !search.PutAside);
    }

    /// <summary>Where a branch's tokens were recorded, in their order.</summary>
    public static IEnumerable<TokenRun> RunsOf(Branch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        int told = branch.Runs.Sum(run => run.Count);
        return told < branch.TokenIds.Length ? branch.Runs.Append(new TokenRun(branch.Id, told, branch.TokenIds.Length - told)) : branch.Runs;
    }

    /// <summary>Some of a branch's tokens, as they were recorded.</summary>
    public static IEnumerable<TokenRun> RunsOf(Branch branch, int from, int count)
    {
        int at = 0;
        foreach (TokenRun run in RunsOf(branch))
        {
            int first = Math.Max(from, at);
            int end = Math.Min(from + count, at + run.Count);
            if (end > first)
            {
                yield return new TokenRun(run.Branch, run.From + first - at, end - first);
            }

            at += run.Count;
        }
    }
}
