namespace MiniHF.Workspace.Notebooks;

/// <summary>What a cell does. The numbers are stored: never renumber. What belongs to each stands in <see cref="State.CellForms"/>.</summary>
public enum CellKind
{
    Note = 0,
    Write = 1,
    Weave = 2,
    Evaluate = 3,
    Rate = 4,
    Tune = 5,
    Chart = 6,
}
