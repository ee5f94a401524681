using System.Collections.Immutable;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Start(NotebookState state, GrowthStarted started, EventOrigin origin)
    {
        if (state.Growths.ContainsKey(started.Growth)
            || (state.Cells.GetValueOrDefault(started.Cell) as WriteCell)?.Tree.Branches.ContainsKey(started.Parent) != true)
        {
            return state;
        }

        Growth growth = new(
            started.Growth,
            started.Cell,
            started.Parent,
            [.. started.Branches],
            started.Settings,
            started.Seed,
            started.Model,
            started.ModelHash,
            started.Server,
            started.By,
            origin.At,
            BranchStatus.Growing,
            Failure: null)
        {
            Adapter = started.Adapter,
            AdapterId = started.AdapterId,
            Rewrite = started.Rewrite,
            BegunOf = started.Begun?.Of,
            BegunAt = started.Begun?.Token ?? 0,
        };
        NotebookState grown = WithTree(state, started.Cell, tree =>
        {
            for (int index = 0; index < started.Branches.Count; index++)
            {
                tree = Insert(tree, Seedling(tree, started, index, origin));
            }

            return tree;
        });
        return grown with { Growths = grown.Growths.Add(growth.Id, growth) };
    }

    /// <summary>A branch that waits for its first token.</summary>
    private static Branch Seedling(BranchTree tree, GrowthStarted started, int index, EventOrigin origin) => new(
        started.Branches[index],
        started.Rewrite is { } rewrite ? tree.Branches.GetValueOrDefault(rewrite.Of)?.Parent : started.Parent,
        Children: [],
        Depth: 0,
        started.Rewrite is null ? BranchKind.Model : BranchKind.Rewrite,
        started.Begun?.Text ?? "",
        OriginalText: null,
        started.By,
        origin.At,
        started.Growth,
        index,
        TokenIds: [.. started.Begun?.TokenIds ?? []],
        LogProbabilities: [.. started.Begun?.LogProbabilities ?? []],
        BranchStatus.Growing,
        Finish: null,
        Thumbs: ImmutableDictionary<PersonId, Thumb>.Empty,
        Bookmarked: false,
        Pruned: false,
        Collapsed: false,
        started.Rewrite?.Of)
    {
        // The token it goes another way with was recorded as an alternative to the one that stands there.
        Runs = started.Begun is { } begun && tree.Branches.GetValueOrDefault(begun.Of) is { } of
            ? [.. ShapingRules.RunsOf(of, 0, begun.Token + 1)]
            : [],
    };

    private static NotebookState Progress(NotebookState state, GrowthProgressed progressed, EventOrigin origin)
    {
        NotebookState grown = WithTree(state, progressed.Cell, tree =>
        {
            foreach (BranchProgress piece in progressed.Branches)
            {
                if (tree.Branches.GetValueOrDefault(piece.Branch) is { } branch
                    && branch.Growth == progressed.Growth
                    && branch.TokenIds.Length == piece.From
                    && GrowthRules.TakesText(branch))
                {
                    tree = tree with { Branches = tree.Branches.SetItem(branch.Id, Append(branch, piece)) };
                }
            }

            return tree;
        });
        return Settle(grown, progressed.Cell, progressed.Growth, origin);
    }

    private static Branch Append(Branch branch, BranchProgress piece) => branch with
    {
        Text = branch.Text + piece.Text,
        TokenIds = branch.TokenIds.AddRange(piece.TokenIds),
        LogProbabilities = branch.LogProbabilities.AddRange(piece.LogProbabilities),
        Finish = piece.Finish is FinishReason.Cancelled ? null : piece.Finish,
        Status = piece.Finish switch
        {
            null => branch.Status,
            FinishReason.Cancelled => BranchStatus.Stopped,
            _ => BranchStatus.Done,
        },
    };

    /// <summary>Gives the branches (null: all of the growth) that still grow the status they ended with.</summary>
    private static NotebookState End(NotebookState state, CellId cell, GrowthId id, BranchStatus status, IReadOnlyList<BranchId>? branches, EventOrigin origin)
    {
        if (state.Growths.GetValueOrDefault(id) is not { } growth)
        {
            return state;
        }

        NotebookState ended = WithTree(state, cell, tree =>
        {
            foreach (BranchId branch in branches ?? growth.Branches)
            {
                if (tree.Branches.GetValueOrDefault(branch) is { } open && open.Growth == id && IsOpen(open, status))
                {
                    tree = tree with { Branches = tree.Branches.SetItem(branch, open with { Status = status }) };
                }
            }

            return tree;
        });
        return Settle(ended, cell, id, origin);
    }

    /// <summary>An interrupted branch may be stopped for good too.</summary>
    private static bool IsOpen(Branch branch, BranchStatus ending) =>
        branch.Status == BranchStatus.Growing || (branch.Status == BranchStatus.Interrupted && ending == BranchStatus.Stopped);

    private static NotebookState Fail(NotebookState state, GrowthFailed failed, EventOrigin origin)
    {
        NotebookState ended = End(state, failed.Cell, failed.Growth, BranchStatus.Failed, null, origin);
        return ended.Growths.GetValueOrDefault(failed.Growth) is { Status: BranchStatus.Failed } growth
            ? ended with { Growths = ended.Growths.SetItem(growth.Id, growth with { Failure = failed.Reason }) }
            : ended;
    }

    private static NotebookState Resume(NotebookState state, GrowthResumed resumed, EventOrigin origin)
    {
        if (state.Growths.GetValueOrDefault(resumed.Growth) is not { Status: not BranchStatus.Growing } growth)
        {
            return state;
        }

        NotebookState grown = WithTree(state, resumed.Cell, tree =>
        {
            foreach (BranchId branch in GrowthRules.Resumable(tree, growth))
            {
                tree = WithBranch(tree, branch, stopped => stopped with { Status = BranchStatus.Growing });
            }

            return tree;
        });
        Growth running = growth with { Server = resumed.Server, Failure = null, Resumed = origin.At };
        return Settle(grown with { Growths = grown.Growths.SetItem(growth.Id, running) }, resumed.Cell, resumed.Growth, origin);
    }

    /// <summary>A growth is what its branches are: the least finished of them speaks for it.</summary>
    private static NotebookState Settle(NotebookState state, CellId cell, GrowthId id, EventOrigin origin)
    {
        if (state.Growths.GetValueOrDefault(id) is not { } growth || state.Cells.GetValueOrDefault(cell) is not WriteCell write)
        {
            return state;
        }

        HashSet<BranchStatus> statuses = [.. growth.Branches.Select(branch => write.Tree.Branches[branch].Status)];
        BranchStatus status = s_leastFinishedFirst.First(candidate => candidate == BranchStatus.Done || statuses.Contains(candidate));
        return status == growth.Status ? state : state with { Growths = state.Growths.SetItem(id, growth with { Status = status, Ended = status == BranchStatus.Growing ? null : origin.At }) };
    }

    private static readonly BranchStatus[] s_leastFinishedFirst =
        [BranchStatus.Growing, BranchStatus.Interrupted, BranchStatus.Failed, BranchStatus.Stopped, BranchStatus.Done];
}
