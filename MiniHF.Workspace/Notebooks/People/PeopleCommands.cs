using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Gives somebody of the workspace a role of their own, or another one.</summary>
public sealed record ChangeRole(PersonId Person, NotebookRole Role) : NotebookCommand;

/// <summary>Takes somebody's role away. Everybody may take their own: to leave.</summary>
public sealed record RemoveMember(PersonId Person) : NotebookCommand;

/// <summary>Says what everybody of the workspace may do who has no role of their own.</summary>
public sealed record OpenNotebook(NotebookRole Role) : NotebookCommand;

/// <summary>Says whether guests who may write may also start tuning runs.</summary>
public sealed record AllowGuestTuning(bool Allowed) : NotebookCommand;

/// <summary>Notes that a link into the notebook was made. The link itself is no part of the notebook: it is a secret.</summary>
internal sealed record NoteInvitation(NotebookInvitation Invitation) : NotebookCommand;

/// <summary>Notes that a link was taken back.</summary>
internal sealed record NoteInvitationTakenBack(InvitationId Invitation) : NotebookCommand;

/// <summary>Lets nobody in but those with a role of their own.</summary>
public sealed record CloseNotebook : NotebookCommand;
