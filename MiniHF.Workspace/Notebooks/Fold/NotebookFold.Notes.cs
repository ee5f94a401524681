using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState WithNote(NotebookState state, CellId cell, Func<NoteCell, NoteCell> change) =>
        WithCell(state, cell, one => one is NoteCell note ? change(note) : one);

    private static NoteCell Change(NoteCell note, TextChange change, TypingMark? mark, EditRange? takesBack) => change.IsNone || !change.Fits(note.Text)
        ? note
        : note with { Text = change.Apply(note.Text), Edits = note.Edits.Add(new TextEdit(change, mark, takesBack)) };

    private static NoteCell TakeBack(NoteCell note, NoteEditsTakenBack back) => back.Last >= note.Edits.Count
        ? note
        : Change(note, TextHistory.Undoing(note.Edits, new EditRange(back.First, back.Last)), mark: null, new EditRange(back.First, back.Last));
}
