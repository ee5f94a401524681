using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>Which branches' texts an append may have changed, so that the others need not be looked at.</summary>
internal static class TouchedBranches
{
    /// <summary>Whether an event can change what is searched.</summary>
    public static bool MayMatter(StoredEvent stored) => stored.Data switch
    {
        NotebookCreated or BranchWritten or BranchEdited or BranchTyped or EditsTakenBack or BranchPruned or BranchRestored => true,
        GrowthProgressed progressed => progressed.Branches.Any(branch => branch.Finish is not null),
        GrowthStopped or GrowthFailed or GrowthInterrupted or GrowthResumed => true,
        BranchSplit or BranchMended or BranchesJoined or BranchesParted or BranchesNamed or BranchNoted or BranchTagged => true,
        SearchFinished or SearchPutAside => true,
        CellAdded or CellRemoved or CellRestored or CellDuplicated or CellTurned => true,
        ChangeUndone or ChangeRedone or NotebookCopied => true,
        _ => false,
    };

    /// <summary>The branches; null where it may be any.</summary>
    public static IReadOnlySet<BranchId>? Of(IReadOnlyList<StoredEvent> events, NotebookState before)
    {
        HashSet<BranchId> touched = [];
        foreach (StoredEvent stored in events.Where(MayMatter))
        {
            switch (stored.Data)
            {
                case NotebookCreated or CellAdded:
                    break;
                case BranchWritten written:
                    touched.Add(written.Branch);
                    break;
                case BranchEdited edited:
                    touched.Add(edited.Branch);
                    break;
                case BranchTyped typed:
                    touched.Add(typed.Branch);
                    break;
                case EditsTakenBack back:
                    touched.Add(back.Branch);
                    break;
                case BranchesNamed named:
                    touched.UnionWith(named.Branches.Select(one => one.Branch));
                    break;
                case BranchNoted noted:
                    touched.Add(noted.Branch);
                    break;
                case BranchTagged tagged:
                    touched.Add(tagged.Branch);
                    break;
                case GrowthProgressed progressed:
                    touched.UnionWith(progressed.Branches.Select(branch => branch.Branch));
                    break;
                case GrowthStopped stopped:
                    touched.UnionWith(stopped.Branches);
                    break;
                case GrowthFailed failed:
                    touched.UnionWith(BranchesOf(before, failed.Growth));
                    break;
                case GrowthInterrupted interrupted:
                    touched.UnionWith(BranchesOf(before, interrupted.Growth));
                    break;
                case GrowthResumed resumed:
                    touched.UnionWith(BranchesOf(before, resumed.Growth));
                    break;
                case SearchFinished finished:
                    touched.UnionWith(finished.Branches.Select(piece => piece.Branch));
                    break;
                default:
                    return null;
            }
        }

        return touched;
    }

    private static IEnumerable<BranchId> BranchesOf(NotebookState state, GrowthId growth) => state.Growths.GetValueOrDefault(growth)?.Branches ?? [];
}
