using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static BranchTree Write(BranchTree tree, BranchWritten written, EventOrigin origin) => Insert(tree, new Branch(
        written.Branch,
        written.Parent,
        Children: [],
        Depth: 0,
        written.Replaces is null ? BranchKind.Person : BranchKind.Rewrite,
        written.Text,
        OriginalText: null,
        written.By,
        origin.At,
        Growth: null,
        Index: 0,
        TokenIds: [],
        LogProbabilities: [],
        BranchStatus.Done,
        Finish: null,
        Thumbs: ImmutableDictionary<PersonId, Thumb>.Empty,
        Bookmarked: false,
        Pruned: false,
        Collapsed: false,
        written.Replaces));

    /// <summary>Hangs the branch under its parent and sets its depth.</summary>
    private static BranchTree Insert(BranchTree tree, Branch branch)
    {
        if (tree.Branches.ContainsKey(branch.Id))
        {
            return tree;
        }

        if (branch.Parent is not { } parentId)
        {
            return tree with { Branches = tree.Branches.Add(branch.Id, branch), Roots = tree.Roots.Add(branch.Id) };
        }

        if (tree.Branches.GetValueOrDefault(parentId) is not { } parent)
        {
            return tree;
        }

        return tree with
        {
            Branches = tree.Branches
                .SetItem(parentId, parent with { Children = parent.Children.Add(branch.Id) })
                .Add(branch.Id, branch with { Depth = parent.Depth + 1 }),
        };
    }

    private static BranchTree Edit(BranchTree tree, BranchEdited edited)
    {
        if (tree.Branches.GetValueOrDefault(edited.Branch) is not { } branch || HoldsOthersUp(tree, branch))
        {
            return tree;
        }

        TextChange change = TextChange.Between(branch.Text, edited.Text);
        return change.IsNone
            ? tree
            : tree with { Branches = tree.Branches.SetItem(edited.Branch, Change(branch, change, mark: null, takesBack: null)) };
    }

    /// <summary>Text that others stand on stays as it is; what was put aside does not count.</summary>
    private static bool HoldsOthersUp(BranchTree tree, Branch branch) =>
        branch.Children.Any(child => tree.Branches[child] is { Pruned: false });

    private static BranchTree Focus(BranchTree tree, BranchFocused focused) =>
        focused.Branch is { } id && !tree.Branches.ContainsKey(id)
            ? tree
            : tree with { Focus = tree.Focus.SetItem(focused.By, focused.Branch), LastFocus = focused.Branch };

    private static BranchTree Bookmark(BranchTree tree, BranchBookmarked marked) => tree.Branches.GetValueOrDefault(marked.Branch) is not { } branch
        ? tree
        : tree.With(branch with { Bookmarked = marked.Bookmarked });

    private static Branch Rate(Branch branch, BranchRated rated) => branch with
    {
        Thumbs = rated.Thumb == Thumb.None ? branch.Thumbs.Remove(rated.By) : branch.Thumbs.SetItem(rated.By, rated.Thumb),
    };

    private static BranchTree Prune(BranchTree tree, BranchPruned pruned)
    {
        if (tree.Branches.GetValueOrDefault(pruned.Branch) is not { } branch)
        {
            return tree;
        }

        BranchTree changed = tree with { Branches = tree.Branches.SetItem(branch.Id, branch with { Pruned = true }) };
        return tree.FocusOf(pruned.By) is { } focus && IsAtOrBelow(tree, focus, branch)
            ? LookAway(changed, branch, pruned.By)
            : changed;
    }

    /// <summary>Whoever puts aside what they read goes back to what it rewrote, or to its parent.</summary>
    private static BranchTree LookAway(BranchTree tree, Branch pruned, PersonId person)
    {
        BranchId? next = AwayFrom(tree, pruned);
        return tree with { Focus = tree.Focus.SetItem(person, next), LastFocus = next };
    }

    private static BranchId? AwayFrom(BranchTree tree, Branch pruned) =>
        pruned.Replaces is { } replaced && tree.Branches.GetValueOrDefault(replaced) is { Pruned: false } ? replaced : pruned.Parent;

    private static bool IsAtOrBelow(BranchTree tree, Branch branch, Branch ancestor)
    {
        Branch? at = branch;
        while (at is not null && at.Depth > ancestor.Depth)
        {
            at = at.Parent is { } parent ? tree.Branches.GetValueOrDefault(parent) : null;
        }

        return at?.Id == ancestor.Id;
    }
}
