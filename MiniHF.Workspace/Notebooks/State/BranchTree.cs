using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A write cell's tree. It may have several beginnings.</summary>
/// <param name="Focus">What each person reads: the path from a beginning to this branch.</param>
/// <param name="LastFocus">Where somebody last looked: what a newcomer sees first.</param>
public sealed record BranchTree(
    ImmutableDictionary<BranchId, Branch> Branches,
    ImmutableList<BranchId> Roots,
    ImmutableDictionary<PersonId, BranchId?> Focus,
    BranchId? LastFocus)
{
    public static BranchTree Empty { get; } = new(
        ImmutableDictionary<BranchId, Branch>.Empty,
        [],
        ImmutableDictionary<PersonId, BranchId?>.Empty,
        null);

    /// <summary>The branches that are bookmarked: so that whoever lists them need not look at all.</summary>
    public ImmutableHashSet<BranchId> Bookmarks { get; init; } = [];

    /// <summary>The branch a person reads.</summary>
    public Branch? FocusOf(PersonId person)
    {
        BranchId? focus = Focus.TryGetValue(person, out BranchId? own) ? own : LastFocus;
        return focus is { } id ? Branches.GetValueOrDefault(id) : null;
    }

    /// <summary>From the beginning to the branch, both included.</summary>
    public ImmutableArray<Branch> PathTo(BranchId branch)
    {
        ImmutableArray<Branch>.Builder path = ImmutableArray.CreateBuilder<Branch>();
        for (Branch? at = Branches.GetValueOrDefault(branch); at is not null; at = at.Parent is { } parent ? Branches.GetValueOrDefault(parent) : null)
        {
            path.Add(at);
        }

        path.Reverse();
        return path.ToImmutable();
    }

    /// <summary>The text a continuation of the branch is asked for.</summary>
    public string TextOf(BranchId branch) => string.Concat(PathTo(branch).Select(at => at.Text));
}
