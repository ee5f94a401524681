using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Somebody has a role of their own from here on: they came by an invitation, or were given it.</summary>
/// <param name="Invitation">The link they came by; null where an owner gave the role.</param>
public sealed record MemberAdmitted(PersonId Person, NotebookRole Role, InvitationId? Invitation) : NotebookEvent;

public sealed record MemberRoleChanged(PersonId Person, NotebookRole Role) : NotebookEvent;

/// <summary>Somebody has no role of their own any more: an owner took it, or they left.</summary>
public sealed record MemberRemoved(PersonId Person) : NotebookEvent;

/// <summary>Everybody of the workspace who has no role of their own has this one.</summary>
public sealed record NotebookOpened(NotebookRole Role) : NotebookEvent;

/// <summary>Guests who may write may also start tuning runs from here, or may no longer. They may not until an owner says so.</summary>
public sealed record GuestTuningChanged(bool Allowed) : NotebookEvent;

/// <summary>An owner made a link into the notebook.</summary>
/// <param name="Uses">For how many people; null for any number.</param>
/// <param name="Expires">When it stops working; null for never.</param>
public sealed record InvitationMade(InvitationId Invitation, NotebookRole Role, bool ForGuests, int? Uses, DateTimeOffset? Expires) : NotebookEvent;

/// <summary>An owner took a link back before it was used up.</summary>
public sealed record InvitationTakenBack(InvitationId Invitation) : NotebookEvent;

/// <summary>Only those with a role of their own come in.</summary>
public sealed record NotebookClosed : NotebookEvent;
