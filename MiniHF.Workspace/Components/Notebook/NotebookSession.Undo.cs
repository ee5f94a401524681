using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Components.Notebook;

public sealed partial class NotebookSession
{
    /// <summary>Takes this person's newest change back. Where that cannot change the text any more, says why and what can be done.</summary>
    public Task<bool> UndoAsync() => UndoAsync(new UndoChange { By = Me });

    /// <summary>Takes one change of this person's back, as <see cref="UndoAsync()"/> does.</summary>
    public async Task<bool> UndoAsync(UndoChange undo)
    {
        ArgumentNullException.ThrowIfNull(undo);
        UndoEntry? entry = undo.Change is { } change ? Now.Undo.Done.GetValueOrDefault(Me)?.FindLast(done => done.Change == change) : Now.Undo.NextUndo(Me);
        HeldEdit? held = Past is null ? HeldEdit.Of(Now, entry) : null;
        if (!await TryAsync(undo))
        {
            return false;
        }

        if (held is { } edit)
        {
            Toasts.Say(edit.Reason, "Write it beside", () => TryAsync(new EditBranch(edit.Cell, edit.Branch, edit.Text, BranchId.New()) { By = Me }));
        }

        return true;
    }

    /// <summary>Takes back the newest change, or does again what was taken back last, where that is typing in this very text; otherwise does nothing.</summary>
    /// <param name="branch">The branch typed in; null for a note.</param>
    public Task TakeTypingBackAsync(CellId cell, BranchId? branch, bool again)
    {
        UndoEntry? entry = again ? Now.Undo.NextRedo(Me) : Now.Undo.NextUndo(Me);
        bool isHere = entry?.Inverse is [EditsTakenBack { Cell: var edited, Branch: var typed }] && edited == cell && typed == branch
            || entry?.Inverse is [NoteEditsTakenBack { Cell: var note }] && note == cell && branch is null;
        return (isHere, again) switch
        {
            (false, _) => Task.CompletedTask,
            (_, true) => TryAsync(new RedoChange { By = Me }),
            _ => UndoAsync(),
        };
    }
}
