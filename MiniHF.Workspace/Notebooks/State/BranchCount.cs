using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>How many branches a tree shows. Counted once a state: lists and headers ask at each render.</summary>
public static class BranchCount
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<BranchId, Branch>, StrongBox<int>> s_counts = [];

    /// <summary>The branches of the tree, pruned ones too, without those that became others.</summary>
    public static int Of(BranchTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return s_counts.GetValue(tree.Branches, static branches => new StrongBox<int>(branches.Values.Count(branch => branch.Became is null))).Value;
    }
}
