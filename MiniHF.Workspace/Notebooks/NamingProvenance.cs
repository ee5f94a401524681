namespace MiniHF.Workspace.Notebooks;

/// <summary>What thought of a branch's name. It is asked without chance, so that the same text gets the same name.</summary>
/// <param name="Adapter">Empty for none.</param>
/// <param name="AdapterId">What the adapter does, as a hash; empty for none.</param>
/// <param name="Prompt">The number of the examples it was shown (<see cref="Naming.NamePrompt.Version"/>).</param>
public sealed record NamingProvenance(string Model, string ModelHash, string Adapter, string AdapterId, int Prompt);
