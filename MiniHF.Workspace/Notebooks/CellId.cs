namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies a cell of a notebook.</summary>
public readonly record struct CellId(Guid Value)
{
    public static CellId New() => new(Guid.CreateVersion7());
}
