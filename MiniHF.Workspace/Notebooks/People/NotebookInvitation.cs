using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>A link into a notebook, without the secret that makes it one.</summary>
/// <param name="Role">What whoever comes by it may do there.</param>
/// <param name="ForGuests">Somebody new comes as a guest, who sees this notebook and nothing that is open to the workspace.</param>
/// <param name="UsesLeft">For how many people more; null for any number.</param>
/// <param name="Expires">When it stops working; null for never.</param>
/// <param name="By">Who made it.</param>
public sealed record NotebookInvitation(
    InvitationId Id,
    NotebookId Notebook,
    NotebookRole Role,
    bool ForGuests,
    int? UsesLeft,
    DateTimeOffset? Expires,
    PersonId By,
    DateTimeOffset Made)
{
    /// <summary>How many people came by it.</summary>
    public int Used { get; init; }

    /// <summary>Whether somebody could still come by it.</summary>
    public bool Works(DateTimeOffset now) => UsesLeft is null or > 0 && (Expires is null || Expires > now);
}
