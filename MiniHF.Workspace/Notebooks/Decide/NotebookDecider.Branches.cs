using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Write(WriteBranch write, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, write.Cell).Tree;
        if (tree.Branches.ContainsKey(write.Branch))
        {
            return [];
        }

        if (write.Parent is { } parent)
        {
            RefuseWhileGrowing(BranchOf(tree, parent));
        }

        return
        [
            new BranchWritten(write.Cell, write.Branch, write.Parent, TextLimits.CheckText(write.Text), Replaces: null) { By = write.By },
            new BranchFocused(write.Cell, write.Branch) { By = write.By },
        ];
    }

    private static NotebookEvent[] Edit(EditBranch edit, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, edit.Cell).Tree;
        Branch branch = BranchOf(tree, edit.Branch);
        RefuseWhileGrowing(branch);
        string text = TextLimits.CheckText(edit.Text);
        if (text == branch.Text || tree.Branches.ContainsKey(edit.Rewrite))
        {
            return [];
        }

        // Text that others grew from is never changed beneath them, not even beneath what was put aside and may come back.
        // Nor is what became another branch: nobody would see it.
        return branch.Children.IsEmpty && branch.Became is null && !SearchRules.IsSearched(state, branch.Id)
            ? [new BranchEdited(edit.Cell, edit.Branch, text) { By = edit.By }]
            :
            [
                new BranchWritten(edit.Cell, edit.Rewrite, branch.Parent, text, branch.Id) { By = edit.By },
                new BranchFocused(edit.Cell, edit.Rewrite) { By = edit.By },
            ];
    }

    private static NotebookEvent[] Focus(FocusBranch focus, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, focus.Cell).Tree;
        if (focus.Branch is { } id)
        {
            BranchOf(tree, id);
        }

        return tree.Focus.TryGetValue(focus.By, out BranchId? now) && now == focus.Branch
            ? []
            : [new BranchFocused(focus.Cell, focus.Branch) { By = focus.By }];
    }

    private static NotebookEvent[] Rate(RateBranch rate, NotebookState state)
    {
        Branch branch = BranchOf(WriteCellOf(state, rate.Cell).Tree, rate.Branch);
        return branch.Thumbs.GetValueOrDefault(rate.By) == rate.Thumb
            ? []
            : [new BranchRated(rate.Cell, rate.Branch, rate.Thumb) { By = rate.By }];
    }

    private static NotebookEvent[] Bookmark(BookmarkBranch bookmark, NotebookState state) =>
        BranchOf(WriteCellOf(state, bookmark.Cell).Tree, bookmark.Branch).Bookmarked == bookmark.Bookmarked
            ? []
            : [new BranchBookmarked(bookmark.Cell, bookmark.Branch, bookmark.Bookmarked) { By = bookmark.By }];

    private static NotebookEvent[] Prune(PruneBranch prune, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, prune.Cell).Tree;
        return BranchOf(tree, prune.Branch).Pruned
            ? []
            :
            [
                new BranchPruned(prune.Cell, prune.Branch) { By = prune.By },
                .. StopsBelow(state, tree, prune.Cell, prune.Branch, prune.By),
                .. PausesBelow(state, tree, prune),
            ];
    }

    private static NotebookEvent[] Restore(RestoreBranch restore, NotebookState state) =>
        BranchOf(WriteCellOf(state, restore.Cell).Tree, restore.Branch).Pruned
            ? [new BranchRestored(restore.Cell, restore.Branch) { By = restore.By }]
            : [];

    private static NotebookEvent[] Collapse(CollapseBranch collapse, NotebookState state) =>
        BranchOf(WriteCellOf(state, collapse.Cell).Tree, collapse.Branch).Collapsed == collapse.Collapsed
            ? []
            : [new BranchCollapsed(collapse.Cell, collapse.Branch, collapse.Collapsed) { By = collapse.By }];

    /// <summary>Nobody waits for text under a branch that was put aside.</summary>
    private static IEnumerable<GrowthStopped> StopsBelow(NotebookState state, BranchTree tree, CellId cell, BranchId pruned, PersonId by)
    {
        foreach (Growth growth in state.Growths.Values
            .Where(growth => growth.Cell == cell && growth.Status == BranchStatus.Growing)
            .OrderBy(growth => growth.Id.Value))
        {
            BranchId[] below = [.. Growing(state, growth, growth.Branches).Where(branch => tree.PathTo(branch).Any(at => at.Id == pruned))];
            if (below.Length > 0)
            {
                yield return new GrowthStopped(cell, growth.Id, below) { By = by };
            }
        }
    }

    private static void RefuseWhileGrowing(Branch branch)
    {
        if (branch.Status == BranchStatus.Growing)
        {
            throw new UserFacingException("This branch is still growing. Stop it or wait for its end, then change it.");
        }
    }
}
