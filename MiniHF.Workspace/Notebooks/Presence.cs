using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Somebody who has the notebook open.</summary>
public readonly record struct Presence(PersonId Person, string Name)
{
    /// <summary>The cell they are at, as far as it is known; the branch they read there is in the notebook's state.</summary>
    public CellId? Cell { get; init; }
}
