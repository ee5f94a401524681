using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Accounts;

/// <summary>What a link does.</summary>
/// <param name="Person">Whom it signs in; null for somebody new.</param>
internal sealed record SignInLink(PersonId? Person, SignInPurpose Purpose)
{
    /// <summary>The notebook it leads into; null for one that leads into the workspace.</summary>
    public NotebookInvitation? Invitation { get; init; }
}
