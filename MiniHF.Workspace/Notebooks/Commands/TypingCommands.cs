using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Commands;

/// <summary>
/// Words a person typed. They never get lost: where their branch is not there yet it is written, where others changed it meanwhile both
/// changes are brought together, and where that cannot be they become a branch beside it. Sent twice it happens once.
/// </summary>
/// <param name="Parent">What the branch continues, should it not be there yet; null for a beginning.</param>
/// <param name="Sibling">The id of the branch beside it, should one be needed.</param>
/// <param name="Revision">The revision of the branch's text the change was made on; -1 where there was no such branch.</param>
/// <param name="Change">What was done to that text.</param>
/// <param name="Mark">Which of a browser's changes it is.</param>
public sealed record TypeText(CellId Cell, BranchId Branch, BranchId? Parent, BranchId Sibling, int Revision, TextChange Change, TypingMark Mark) : NotebookCommand;
