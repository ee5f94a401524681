using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Somebody typed in a branch that nothing grows from.</summary>
/// <param name="Change">What it did to the text as it was right before this event.</param>
public sealed record BranchTyped(CellId Cell, BranchId Branch, TextChange Change, TypingMark Mark) : NotebookEvent;

/// <summary>Somebody typed in a note.</summary>
/// <param name="Change">What it did to the note as it was right before this event.</param>
public sealed record NoteTyped(CellId Cell, TextChange Change, TypingMark Mark) : NotebookEvent;

/// <summary>Edits of a note were taken back; what others did to it since stays.</summary>
/// <param name="First">The first of the edits, by its number from 0.</param>
/// <param name="Last">The last of them.</param>
public sealed record NoteEditsTakenBack(CellId Cell, int First, int Last) : NotebookEvent;

/// <summary>Edits of a branch's text were taken back; what others did to it since stays.</summary>
/// <param name="First">The first of the edits, by its number from 0.</param>
/// <param name="Last">The last of them.</param>
public sealed record EditsTakenBack(CellId Cell, BranchId Branch, int First, int Last) : NotebookEvent;
