namespace MiniHF.Workspace.Notebooks;

/// <summary>What a search continues: the text up to a branch of a write cell.</summary>
public sealed record SearchSource(CellId Cell, BranchId Branch);
