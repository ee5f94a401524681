namespace MiniHF.Workspace.Accounts;

/// <summary>Something that happened to an account.</summary>
public abstract record AccountEvent;

/// <summary>Somebody came in by a link and said their name.</summary>
public sealed record AccountCreated(string Name, bool IsOwner) : AccountEvent
{
    /// <summary>Came by the invitation to one notebook.</summary>
    public bool IsGuest { get; init; }
}

public sealed record AccountRenamed(string Name) : AccountEvent;

/// <summary>A guest is one of the workspace's people from here on.</summary>
public sealed record GuestAccepted : AccountEvent;
