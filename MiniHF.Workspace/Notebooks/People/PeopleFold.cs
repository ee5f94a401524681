using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>What events about people make of a notebook. An event that would leave it without an owner changes nothing: an undo may come late.</summary>
internal static class PeopleFold
{
    /// <summary>Who creates a notebook, or goes on from another's past in one of their own, owns it alone.</summary>
    public static Membership Found(Membership people, PersonId founder, EventOrigin origin) => people with
    {
        Members = founder == PersonId.Workspace
            ? ImmutableDictionary<PersonId, Member>.Empty
            : ImmutableDictionary<PersonId, Member>.Empty.Add(founder, new Member(founder, NotebookRole.Owner, origin.At, null)),
    };

    public static NotebookState Admit(NotebookState state, MemberAdmitted admitted, EventOrigin origin) =>
        With(state, state.People.Members.SetItem(admitted.Person, new Member(admitted.Person, admitted.Role, origin.At, admitted.Invitation)));

    public static NotebookState Change(NotebookState state, MemberRoleChanged changed) =>
        state.People.Members.GetValueOrDefault(changed.Person) is { } member
            ? With(state, state.People.Members.SetItem(changed.Person, member with { Role = changed.Role }))
            : state;

    public static NotebookState Remove(NotebookState state, MemberRemoved removed) => With(state, state.People.Members.Remove(removed.Person));

    public static NotebookState Open(NotebookState state, NotebookRole? everyone) =>
        state.People.Everyone == everyone ? state : state with { People = state.People with { Everyone = everyone } };

    public static NotebookState LetGuestsTune(NotebookState state, bool allowed) =>
        state.People.GuestsTune == allowed ? state : state with { People = state.People with { GuestsTune = allowed } };

    /// <summary>The events that take a change about people back; none where it changed nothing.</summary>
    public static ImmutableArray<NotebookEvent> Inverse(Membership before, NotebookEvent change) => change switch
    {
        MemberAdmitted admitted => before.Members.GetValueOrDefault(admitted.Person) is { } had
            ? [new MemberRoleChanged(admitted.Person, had.Role) { By = admitted.By }]
            : [new MemberRemoved(admitted.Person) { By = admitted.By }],
        MemberRoleChanged changed when before.Members.GetValueOrDefault(changed.Person) is { } had =>
            [new MemberRoleChanged(changed.Person, had.Role) { By = changed.By }],
        MemberRemoved removed when before.Members.GetValueOrDefault(removed.Person) is { } had =>
            [new MemberAdmitted(removed.Person, had.Role, had.Invitation) { By = removed.By }],
        NotebookOpened or NotebookClosed => before.Everyone is { } role
            ? [new NotebookOpened(role) { By = change.By }]
            : [new NotebookClosed { By = change.By }],
        GuestTuningChanged changed when before.GuestsTune != changed.Allowed => [new GuestTuningChanged(before.GuestsTune) { By = changed.By }],
        _ => [],
    };

    private static NotebookState With(NotebookState state, ImmutableDictionary<PersonId, Member> members)
    {
        Membership after = state.People with { Members = members };
        return ReferenceEquals(members, state.People.Members) || (state.People.Owners.Any() && !after.Owners.Any()) ? state : state with { People = after };
    }
}
