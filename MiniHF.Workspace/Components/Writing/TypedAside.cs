using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Writing;

/// <summary>Words that could not go where they were typed and became a branch of their own.</summary>
/// <param name="From">Where they were typed.</param>
/// <param name="To">Where they are.</param>
/// <param name="Reason">What happened, in words.</param>
public sealed record TypedAside(CellId Cell, BranchId From, BranchId To, string Reason);
