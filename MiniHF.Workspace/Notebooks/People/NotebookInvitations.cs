using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>The links into notebooks: an owner makes them, sees who came by them, and takes them back.</summary>
public sealed class NotebookInvitations
{
    private const int MostOpen = 50;

    private readonly SignInLinks _links;
    private readonly AccountDirectory _accounts;
    private readonly NotebookLibrary _notebooks;
    private readonly TimeProvider _time;

    internal NotebookInvitations(SignInLinks links, AccountDirectory accounts, NotebookLibrary notebooks, TimeProvider time)
    {
        _links = links;
        _accounts = accounts;
        _notebooks = notebooks;
        _time = time;
    }

    /// <summary>Makes a link's path, such as <c>/welcome/TOKEN</c>. It can be read this once: only a hash is kept.</summary>
    /// <param name="role">What whoever comes by it may do.</param>
    /// <param name="forGuests">Somebody new comes as a guest of this notebook alone.</param>
    /// <param name="uses">For how many people; null for any number.</param>
    /// <param name="lifetime">How long it works; null for as long as it is not taken back.</param>
    /// <exception cref="UserFacingException">The person owns no such notebook, or the link would be none.</exception>
    public async Task<string> MakeAsync(
        NotebookId notebook, NotebookRole role, bool forGuests, int? uses, TimeSpan? lifetime, PersonId by, CancellationToken ct)
    {
        await CheckOwnerAsync(notebook, by, ct).ConfigureAwait(false);
        if (!Enum.IsDefined(role) || uses is < 1 or > 1_000 || (lifetime is { } asked && (asked <= TimeSpan.Zero || asked > TimeSpan.FromDays(366))))
        {
            throw new UserFacingException("A link is for 1 to 1,000 people and works for a year at most.");
        }

        if (!forGuests && _accounts.IsGuest(by))
        {
            throw new UserFacingException("A guest can invite guests only: into this notebook, not into the workspace.");
        }

        DateTimeOffset now = _time.GetUtcNow();
        if ((await _links.ListAsync(notebook, ct).ConfigureAwait(false)).Count(link => link.Works(now)) >= MostOpen)
        {
            throw new UserFacingException($"This notebook has {MostOpen} open links already. Take some back first.");
        }

        NotebookInvitation invitation = new(InvitationId.New(), notebook, role, forGuests, uses, now + lifetime, by, now);
        string path = AccountDirectory.PathOf(await _links.CreateAsync(invitation, ct).ConfigureAwait(false));
        await NoteAsync(notebook, new NoteInvitation(invitation) { By = by, Id = invitation.Id.Value }, ct).ConfigureAwait(false);
        return path;
    }

    /// <summary>The links of a notebook, the newest first, also those that no longer work.</summary>
    /// <exception cref="UserFacingException">The person does not own it.</exception>
    public async Task<IReadOnlyList<NotebookInvitation>> ListAsync(NotebookId notebook, PersonId by, CancellationToken ct)
    {
        await CheckOwnerAsync(notebook, by, ct).ConfigureAwait(false);
        return await _links.ListAsync(notebook, ct).ConfigureAwait(false);
    }

    /// <summary>Takes a link back. Who came by it stays.</summary>
    /// <exception cref="UserFacingException">The person does not own the notebook.</exception>
    public async Task RevokeAsync(NotebookId notebook, InvitationId invitation, PersonId by, CancellationToken ct)
    {
        await CheckOwnerAsync(notebook, by, ct).ConfigureAwait(false);
        await _links.RevokeAsync(notebook, invitation, ct).ConfigureAwait(false);
        await NoteAsync(notebook, new NoteInvitationTakenBack(invitation) { By = by }, ct).ConfigureAwait(false);
    }

    /// <summary>What an invitation leads to, for whoever has its link.</summary>
    internal async Task<(NotebookState State, NotebookRole? Role)?> DescribeAsync(NotebookInvitation invitation, PersonId? person, CancellationToken ct) =>
        await _notebooks.OpenAsync(invitation.Notebook, ct).ConfigureAwait(false) is { } notebook
            ? (notebook.State, person is { } known ? notebook.State.People.Members.GetValueOrDefault(known)?.Role : null)
            : null;

    /// <summary>Gives whoever used the link its role. Twice is once.</summary>
    internal async Task AdmitAsync(NotebookInvitation invitation, PersonId person, CancellationToken ct)
    {
        if (await _notebooks.OpenAsync(invitation.Notebook, ct).ConfigureAwait(false) is { } notebook)
        {
            await notebook.AdmitAsync(person, invitation.Role, invitation.Id, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Says in the notebook's history what was done with its links.</summary>
    private async Task NoteAsync(NotebookId id, NotebookCommand what, CancellationToken ct)
    {
        if (await _notebooks.OpenAsync(id, ct).ConfigureAwait(false) is { } notebook)
        {
            await notebook.ExecuteAsync(what, ct).ConfigureAwait(false);
        }
    }

    private async Task CheckOwnerAsync(NotebookId id, PersonId by, CancellationToken ct)
    {
        LiveNotebook notebook = await _notebooks.OpenAsync(id, by, ct).ConfigureAwait(false) ?? throw new UserFacingException("That notebook is no longer here.");
        if (notebook.RoleOf(by) != NotebookRole.Owner)
        {
            throw new UserFacingException("Only an owner of the notebook can invite people.");
        }
    }
}
