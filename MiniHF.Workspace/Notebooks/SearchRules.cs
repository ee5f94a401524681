using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What the fold, the decisions, the service and the pages must agree on about searches.</summary>
public static class SearchRules
{
    /// <summary>
    /// What one thumb adds to a node's logit: as much as one unit of log-odds more from the evaluator would, such as a
    /// "yes" of 73 % instead of 50 %.
    /// </summary>
    public static double ThumbStrength(WeaveParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return 1 / parameters.Temperature;
    }

    /// <summary>Whether a search was begun from the branch: its text then stays as the search has read it.</summary>
    public static bool IsSearched(NotebookState state, BranchId branch)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Searches.Values.Any(search => search.Source.Branch == branch);
    }

    /// <summary>What the cell's next search continues: what was chosen, or what the person reads in the write cell above.</summary>
    public static SearchSource? SourceOf(NotebookState state, WeaveCell cell, PersonId person)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Source is { } chosen)
        {
            return chosen;
        }

        int at = state.Order.IndexOf(cell.Id);
        WriteCell? above = state.Order.Take(Math.Max(at, 0)).Reverse().Select(id => state.Cells[id]).OfType<WriteCell>().FirstOrDefault();
        return above?.Tree.FocusOf(person) is { } focus ? new SearchSource(above.Id, focus.Id) : null;
    }

    /// <summary>The branch a search continues; null where it is gone.</summary>
    public static Branch? BranchOf(NotebookState state, SearchSource source)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(source);
        return (state.Cells.GetValueOrDefault(source.Cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(source.Branch);
    }
}
