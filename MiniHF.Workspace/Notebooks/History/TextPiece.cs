namespace MiniHF.Workspace.Notebooks.History;

/// <summary>A part of two texts compared.</summary>
/// <param name="Change">−1 only in the earlier text, 1 only in the later one, 0 in both.</param>
public readonly record struct TextPiece(int Change, string Text);
