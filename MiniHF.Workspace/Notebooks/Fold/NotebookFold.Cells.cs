using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Add(NotebookState state, CellAdded added)
    {
        if (state.Cells.ContainsKey(added.Cell) || CellForms.Find(added.Kind) is not { } form)
        {
            return state;
        }

        int place = PlaceAfter(state, added.After) ?? state.Order.Count;
        return state with
        {
            Cells = state.Cells.Add(added.Cell, Blank(state, form, added.Cell)),
            Order = state.Order.Insert(place, added.Cell),
        };
    }

    private static Cell Blank(NotebookState state, CellForm form, CellId id) =>
        form.Blank(id) is var cell && cell is WriteCell write ? write with { Settings = state.Defaults } : cell;

    private static NotebookState Move(NotebookState state, CellMoved moved)
    {
        if (moved.After == moved.Cell || !state.Order.Contains(moved.Cell))
        {
            return state;
        }

        NotebookState without = state with { Order = state.Order.Remove(moved.Cell) };
        return PlaceAfter(without, moved.After) is { } place
            ? without with { Order = without.Order.Insert(place, moved.Cell) }
            : state;
    }

    private static NotebookState Restore(NotebookState state, CellRestored restored) =>
        state.Cells.ContainsKey(restored.Cell) && !state.Order.Contains(restored.Cell)
            ? state with { Order = state.Order.Add(restored.Cell) }
            : state;

    /// <summary>Null where the cell above is gone.</summary>
    private static int? PlaceAfter(NotebookState state, CellId? above)
    {
        if (above is not { } id)
        {
            return 0;
        }

        int at = state.Order.IndexOf(id);
        return at < 0 ? null : at + 1;
    }
}
