using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Somebody who has the notebook open.</summary>
public readonly record struct Presence(PersonId Person, string Name);
