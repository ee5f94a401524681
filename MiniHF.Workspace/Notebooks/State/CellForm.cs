namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A kind of cell, as the notebook's state knows it.</summary>
/// <param name="State">The type of its state.</param>
/// <param name="Blank">A new cell of the kind.</param>
public sealed record CellForm(CellKind Kind, Type State, Func<CellId, Cell> Blank);
