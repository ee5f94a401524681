using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>A notebook's tags, and how many branches have each.</summary>
public static class TagCounts
{
    /// <summary>The most used first. What was put aside, or became other branches, is not counted: it is not found either.</summary>
    public static IReadOnlyList<(string Tag, int Count)> Of(NotebookState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state.Order.Select(state.Cells.GetValueOrDefault).OfType<WriteCell>()
                .SelectMany(cell => cell.Tree.Branches.Values)
                .Where(branch => branch is { Pruned: false, Became: null })
                .SelectMany(branch => branch.Tags)
                .CountBy(tag => tag)
                .OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => (tag.Key, tag.Value)),
        ];
    }
}
