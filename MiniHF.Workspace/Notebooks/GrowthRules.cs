using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the fold, the decisions and the growth service must agree on about growing text.</summary>
public static class GrowthRules
{
    /// <summary>The longest continuation, in tokens.</summary>
    public const int MostTokens = 2_048;

    /// <summary>Whether the model may still add to the branch: nobody has edited it or grown from it, and it has not come to its end.</summary>
    public static bool TakesText(Branch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return branch is { Finish: null, OriginalText: null, Children.Count: 0 };
    }

    /// <summary>
    /// The branches a resumed growth goes on with: those interrupted, or, where none was, those stopped or failed;
    /// never one that was edited, grown from or put aside in the meantime.
    /// </summary>
    public static ImmutableArray<BranchId> Resumable(BranchTree tree, Growth growth)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(growth);
        Branch[] open = [.. growth.Branches
            .Select(tree.Branches.GetValueOrDefault)
            .OfType<Branch>()
            .Where(branch => branch.Status is BranchStatus.Interrupted or BranchStatus.Stopped or BranchStatus.Failed)
            .Where(branch => TakesText(branch) && !IsPutAside(tree, branch))];
        Branch[] interrupted = [.. open.Where(branch => branch.Status == BranchStatus.Interrupted)];
        return [.. (interrupted.Length > 0 ? interrupted : open).Select(branch => branch.Id)];
    }

    /// <summary>Whether the branch or one above it is pruned.</summary>
    public static bool IsPutAside(BranchTree tree, Branch branch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        for (Branch? at = branch; at is not null; at = at.Parent is { } parent ? tree.Branches.GetValueOrDefault(parent) : null)
        {
            if (at.Pruned)
            {
                return true;
            }
        }

        return false;
    }
}
