namespace MiniHF.Workspace.Notebooks.State;

/// <summary>What a branch is called.</summary>
/// <param name="Provenance">The model that thought of it; null where a person did.</param>
public sealed record BranchName(string Text, NamingProvenance? Provenance);
