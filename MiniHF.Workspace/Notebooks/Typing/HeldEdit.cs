using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>An edit whose undo leaves the text as it is, because something was built on it since.</summary>
/// <param name="Text">The text as it would be without the edit.</param>
/// <param name="Reason">In words for the person.</param>
public sealed record HeldEdit(CellId Cell, BranchId Branch, string Text, string Reason)
{
    /// <summary>Null where the undo does what one expects.</summary>
    public static HeldEdit? Of(NotebookState state, UndoEntry? entry)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (entry?.Inverse is not [EditsTakenBack back]
            || (state.Cells.GetValueOrDefault(back.Cell) as WriteCell)?.Tree is not { } tree
            || tree.Branches.GetValueOrDefault(back.Branch) is not { } branch
            || back.Last >= branch.Edits.Count)
        {
            return null;
        }

        string? why = branch.Children.Any(child => tree.Branches[child] is { Pruned: false }) ? "Others grew from this text since"
            : SearchRules.IsSearched(state, branch.Id) ? "A search has read this text since"
            : null;
        TextChange change = TextHistory.Undoing(branch.Edits, new EditRange(back.First, back.Last));
        return why is null || change.IsNone || !change.Fits(branch.Text)
            ? null
            : new HeldEdit(back.Cell, back.Branch, change.Apply(branch.Text), $"{why}, so your edit stays in it. It can be had without the edit, beside.");
    }
}
