namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>A change of a branch's text after it was written.</summary>
/// <param name="Change">What it did to the text as it was then.</param>
/// <param name="Mark">Which of a browser's changes it was; null for one that was not typed.</param>
/// <param name="TakesBack">The edits it took back, where it is an undo or a redo.</param>
public sealed record TextEdit(TextChange Change, TypingMark? Mark, EditRange? TakesBack);
