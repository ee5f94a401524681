using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Who may do what in a notebook.</summary>
/// <param name="Members">Those with a role of their own. It counts, also where it is less than everybody's.</param>
/// <param name="Everyone">The role of all others of the workspace, guests left out; null where the notebook is closed to them.</param>
public sealed record Membership(ImmutableDictionary<PersonId, Member> Members, NotebookRole? Everyone)
{
    /// <summary>Whether guests who may write may also start tuning runs: hours of the machine, and an adapter in everybody's library.</summary>
    public bool GuestsTune { get; init; }

    /// <summary>As a notebook begins, and as one of before there were roles stands: the whole workspace may write.</summary>
    public static Membership Open { get; } = new(ImmutableDictionary<PersonId, Member>.Empty, NotebookRole.Writer);

    /// <summary>Those who own the notebook, who came first before others.</summary>
    public IEnumerable<Member> Owners => Members.Values.Where(member => member.Role == NotebookRole.Owner).OrderBy(member => member.Since).ThenBy(member => member.Person.Value);

    /// <summary>What a person may do; null where they may not even look. A notebook that nobody owns is the whole workspace's.</summary>
    /// <param name="isGuest">Came into the workspace by a notebook's invitation: has only the roles of their own.</param>
    public NotebookRole? RoleOf(PersonId person, bool isGuest) =>
        person == PersonId.Workspace ? NotebookRole.Owner
        : Members.TryGetValue(person, out Member? member) ? member.Role
        : isGuest ? null
        : Owners.Any() ? Everyone
        : NotebookRole.Owner;

    /// <summary>Whether this person is the only owner: the notebook must keep one.</summary>
    public bool IsLastOwner(PersonId person) => Owners.Select(owner => owner.Person).SequenceEqual([person]);
}
