namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>Which of a browser's changes this is. A journal's changes are stored in the order of their numbers, so the last one tells which are there.</summary>
/// <param name="Journal">The journal of one page of one browser.</param>
/// <param name="Number">Its place in that journal, from 1.</param>
public sealed record TypingMark(Guid Journal, long Number);
