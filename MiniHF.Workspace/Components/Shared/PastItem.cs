namespace MiniHF.Workspace.Components.Shared;

/// <summary>One of several things a cell has made: what its tab says.</summary>
/// <param name="Figure">A score or a state, short.</param>
/// <param name="Hint">More of it, for the pointer.</param>
/// <param name="Colour">Of the score; null for none.</param>
public sealed record PastItem(string Figure, string Hint, string? Colour);
