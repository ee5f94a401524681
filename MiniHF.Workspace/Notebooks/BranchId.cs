namespace MiniHF.Workspace.Notebooks;

/// <summary>Identifies a node of a write cell's tree: a piece of text and its place after its parent.</summary>
public readonly record struct BranchId(Guid Value)
{
    public static BranchId New() => new(Guid.CreateVersion7());
}
