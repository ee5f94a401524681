namespace MiniHF.Workspace.Components.Runs;

/// <summary>A stretch of a comparison.</summary>
public sealed record TextDiffPiece(string Text, TextChange Change);
