namespace MiniHF.Workspace.Notebooks;

/// <summary>What a cell does. The numbers are stored: never renumber.</summary>
public enum CellKind
{
    Note = 0,
    Write = 1,
    Weave = 2,
}
