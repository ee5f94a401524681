namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>An adapter that is loaded.</summary>
/// <param name="Name">What the library calls it.</param>
/// <param name="Id">What it does, as a hash.</param>
public sealed record AdapterFact(string Name, string Id);
