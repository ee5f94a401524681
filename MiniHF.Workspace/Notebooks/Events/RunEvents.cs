namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>
/// A run begun in the notebook got on. The run is a stream of its own and nothing of the notebook changes with this: it gives the notebook's
/// history a moment at which the run stood there, to go to and to play through.
/// </summary>
/// <param name="Cell">The cell it was begun in.</param>
/// <param name="Step">How far it was.</param>
/// <param name="Steps">Of how many.</param>
/// <param name="Status">What had become of it.</param>
public sealed record RunAdvanced(CellId Cell, Guid Run, int Step, int Steps, CellStatus Status) : NotebookEvent;
