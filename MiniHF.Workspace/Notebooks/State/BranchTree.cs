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

    /// <summary>How many branches became others, and are shown as those: so that whoever counts need not look at all.</summary>
    public int Replaced { get; init; }

    /// <summary>The branches the tree shows, pruned ones too.</summary>
    public int Count => Branches.Count - Replaced;

    /// <summary>The tree with a branch as it is now; its parent and its place among the beginnings are not touched.</summary>
    public BranchTree With(Branch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        Branch? before = Branches.GetValueOrDefault(branch.Id);
        return this with
        {
            Branches = Branches.SetItem(branch.Id, branch),
            Bookmarks = branch.Bookmarked == (before?.Bookmarked ?? false) ? Bookmarks : branch.Bookmarked ? Bookmarks.Add(branch.Id) : Bookmarks.Remove(branch.Id),
            Replaced = Replaced + (branch.Became is null ? 0 : 1) - (before?.Became is null ? 0 : 1),
        };
    }

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
