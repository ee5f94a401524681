using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>What commands about people mean. Pure; whether the person may give them is <see cref="NotebookRights"/>' to say.</summary>
internal static class PeopleDecider
{
    private const int MostMembers = 1_000;

    public static NotebookEvent[] Change(ChangeRole change, NotebookState state)
    {
        CheckRole(change.Role, NotebookRole.Owner);
        Membership people = state.People;
        if (people.Members.GetValueOrDefault(change.Person) is not { } member)
        {
            CheckRoom(people);
            return [new MemberAdmitted(change.Person, change.Role, null) { By = change.By }];
        }

        if (member.Role == change.Role)
        {
            return [];
        }

        RefuseLastOwner(people, change.Person);
        return [new MemberRoleChanged(change.Person, change.Role) { By = change.By }];
    }

    public static NotebookEvent[] Remove(RemoveMember remove, NotebookState state)
    {
        if (!state.People.Members.ContainsKey(remove.Person))
        {
            return [];
        }

        RefuseLastOwner(state.People, remove.Person);
        return [new MemberRemoved(remove.Person) { By = remove.By }];
    }

    public static NotebookEvent[] Open(OpenNotebook open, NotebookState state)
    {
        CheckRole(open.Role, NotebookRole.Writer);
        return state.People.Everyone == open.Role ? [] : [new NotebookOpened(open.Role) { By = open.By }];
    }

    public static NotebookEvent[] Allow(AllowGuestTuning allow, NotebookState state) =>
        state.People.GuestsTune == allow.Allowed ? [] : [new GuestTuningChanged(allow.Allowed) { By = allow.By }];

    public static NotebookEvent[] Note(NoteInvitation note) =>
        [new InvitationMade(note.Invitation.Id, note.Invitation.Role, note.Invitation.ForGuests, note.Invitation.UsesLeft, note.Invitation.Expires) { By = note.By }];

    /// <summary>Closing makes whoever closes an owner where the notebook has none: nobody would get in again.</summary>
    public static NotebookEvent[] Close(CloseNotebook close, NotebookState state) => state.People switch
    {
        { Everyone: null } => [],
        { Owners: var owners } when owners.Any() => [new NotebookClosed { By = close.By }],
        _ => [new MemberAdmitted(close.By, NotebookRole.Owner, null) { By = close.By }, new NotebookClosed { By = close.By }],
    };

    /// <summary>Somebody opened an invitation. It never leaves them with less than they had.</summary>
    public static NotebookEvent[] Admit(PersonId person, bool isGuest, NotebookRole role, InvitationId invitation, NotebookState state)
    {
        Membership people = state.People;
        if (people.RoleOf(person, isGuest) is { } had && (had > role || (had == role && people.Members.ContainsKey(person))))
        {
            return [];
        }

        if (!people.Members.ContainsKey(person))
        {
            CheckRoom(people);
        }

        return [new MemberAdmitted(person, role, invitation) { By = person }];
    }

    private static void CheckRole(NotebookRole role, NotebookRole most)
    {
        if (!Enum.IsDefined(role) || role > most)
        {
            throw new UserFacingException("This role cannot be given here.");
        }
    }

    private static void CheckRoom(Membership people)
    {
        if (people.Members.Count >= MostMembers)
        {
            throw new UserFacingException("A notebook has room for 1,000 people. Remove somebody first, or open it to everybody of the workspace.");
        }
    }

    private static void RefuseLastOwner(Membership people, PersonId person)
    {
        if (people.IsLastOwner(person))
        {
            throw new UserFacingException("A notebook needs an owner. Make somebody else an owner first.");
        }
    }
}
