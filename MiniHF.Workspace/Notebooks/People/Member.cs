using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Somebody with a role of their own in a notebook.</summary>
/// <param name="Since">When they came, or the notebook was created.</param>
/// <param name="Invitation">The link they came by; null for who created the notebook, or was given the role.</param>
public sealed record Member(PersonId Person, NotebookRole Role, DateTimeOffset Since, InvitationId? Invitation);
