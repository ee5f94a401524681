namespace MiniHF.Workspace.Accounts;

/// <summary>Somebody with an account.</summary>
/// <param name="IsOwner">Owns the workspace: made by the first start's link.</param>
public sealed record Person(PersonId Id, string Name, bool IsOwner);
