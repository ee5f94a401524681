namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>A piece of an excerpt.</summary>
/// <param name="IsMatch">It is what was searched for.</param>
public readonly record struct SnippetPiece(string Text, bool IsMatch);
