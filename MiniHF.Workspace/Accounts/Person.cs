namespace MiniHF.Workspace.Accounts;

/// <summary>Somebody with an account.</summary>
/// <param name="IsOwner">Owns the workspace: made by the first start's link.</param>
public sealed record Person(PersonId Id, string Name, bool IsOwner)
{
    /// <summary>Came by the invitation to one notebook: sees the notebooks they were invited to, and nothing that is open to the workspace.</summary>
    public bool IsGuest { get; init; }
}
