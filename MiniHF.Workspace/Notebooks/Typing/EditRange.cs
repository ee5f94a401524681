namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>Edits of one branch that follow each other, by their numbers from 0; both ends are of it.</summary>
public readonly record struct EditRange(int First, int Last);
