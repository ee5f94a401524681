namespace MiniHF.Workspace.Accounts;

/// <summary>Something that happened to an account.</summary>
public abstract record AccountEvent;

/// <summary>Somebody came in by a link and said their name.</summary>
public sealed record AccountCreated(string Name, bool IsOwner) : AccountEvent;

public sealed record AccountRenamed(string Name) : AccountEvent;
