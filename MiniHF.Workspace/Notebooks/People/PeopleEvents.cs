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

/// <summary>Only those with a role of their own come in.</summary>
public sealed record NotebookClosed : NotebookEvent;
