using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Fold;

/// <summary>
/// What each event makes of a notebook. Pure: the same events give the same state, to the byte. An event that no longer
/// makes sense (its branch or cell is not there) changes nothing, so that an undo under others' hands is safe.
/// </summary>
public static partial class NotebookFold
{
    /// <summary>The notebook after the event.</summary>
    public static NotebookState Evolve(NotebookState state, NotebookEvent happened, EventOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            ChangeUndone undone => TakeBack(state, undone, origin),
            ChangeRedone redone => DoAgain(state, redone, origin),
            _ => Remember(Apply(state, happened, origin), state, happened, origin),
        };
    }

    private static NotebookState Apply(NotebookState state, NotebookEvent happened, EventOrigin origin) => happened switch
    {
        NotebookCreated created => state with
        {
            Id = new NotebookId(origin.Stream),
            Title = created.Title,
            People = PeopleFold.Found(state.People, created.By, origin),
        },
        NotebookRenamed renamed => state with { Title = renamed.Title },
        NotebookArchived => state with { Archived = true },
        NotebookUnarchived => state with { Archived = false },

        CellAdded added => Add(state, added),
        CellDuplicated duplicated => Duplicate(state, duplicated),
        CellTurned turned => Turn(state, turned, origin),
        CellsQueued queued => Queue(state, queued, origin),
        CellUnqueued unqueued => Unqueue(state, unqueued, origin),
        CellMoved moved => Move(state, moved),
        CellRemoved removed => state with { Order = state.Order.Remove(removed.Cell) },
        CellRestored restored => Restore(state, restored),
        CellCollapsed collapsed => WithCell(state, collapsed.Cell, cell => cell with { Collapsed = collapsed.Collapsed }),
        CellConfigured configured => WithCell(state, configured.Cell, cell => (cell as IConfiguredCell)?.With(configured.Settings) ?? cell),
        NoteWritten written => WithNote(state, written.Cell, note => Change(note, TextChange.Between(note.Text, written.Text), mark: null, takesBack: null)),
        NoteTyped typed => Mark(WithNote(state, typed.Cell, note => Change(note, typed.Change, typed.Mark, takesBack: null)), typed.Mark),
        NoteEditsTakenBack back => WithNote(state, back.Cell, note => TakeBack(note, back)),
        GenerationDefaultsChanged changed => Follow(state, changed),
        GenerationSettingsChanged changed => WithCell(state, changed.Cell, cell => cell is WriteCell write ? write with { Settings = changed.Settings } : cell),

        BranchWritten written => Mark(WithTree(state, written.Cell, tree => Write(tree, written, origin)), written.Mark),
        BranchTyped typed => Signed(state, Type(state, typed), typed.Cell, typed.Branch, typed.By),
        EditsTakenBack back when !SearchRules.IsSearched(state, back.Branch) => Signed(state, WithTree(state, back.Cell, tree => TakeBack(tree, back)), back.Cell, back.Branch, back.By),
        BranchEdited edited when !SearchRules.IsSearched(state, edited.Branch) => Signed(state, WithTree(state, edited.Cell, tree => Edit(tree, edited)), edited.Cell, edited.Branch, edited.By),
        BranchFocused focused => WithTree(state, focused.Cell, tree => Focus(tree, focused)),
        BranchRated rated => WithBranch(state, rated.Cell, rated.Branch, branch => Rate(branch, rated)),
        BranchBookmarked marked => WithTree(state, marked.Cell, tree => Bookmark(tree, marked)),
        BranchPruned pruned => WithTree(state, pruned.Cell, tree => Prune(tree, pruned)),
        BranchRestored restored => WithBranch(state, restored.Cell, restored.Branch, branch => branch with { Pruned = false }),
        BranchCollapsed collapsed => WithBranch(state, collapsed.Cell, collapsed.Branch, branch => branch with { Collapsed = collapsed.Collapsed }),

        BranchSplit split => WithTree(state, split.Cell, tree => Split(tree, split)),
        BranchMended mended => WithTree(state, mended.Cell, tree => Mend(tree, mended)),
        BranchesJoined joined => WithTree(state, joined.Cell, tree => Join(tree, joined)),
        BranchesParted parted => WithTree(state, parted.Cell, tree => Part(tree, parted)),
        BranchesNamed named => WithTree(state, named.Cell, tree => Name(tree, named)),
        BranchNoted noted => WithBranch(state, noted.Cell, noted.Branch, branch => branch with { Note = noted.Note }),
        BranchTagged tagged => WithBranch(state, tagged.Cell, tagged.Branch, branch => branch with { Tags = [.. tagged.Tags] }),

        GrowthStarted started => Start(state, started, origin),
        GrowthProgressed progressed => Progress(state, progressed, origin),
        GrowthStopped stopped => End(state, stopped.Cell, stopped.Growth, BranchStatus.Stopped, stopped.Branches, origin),
        GrowthFailed failed => Fail(state, failed, origin),
        GrowthInterrupted interrupted => End(state, interrupted.Cell, interrupted.Growth, BranchStatus.Interrupted, null, origin),
        GrowthResumed resumed => Resume(state, resumed, origin),

        SearchSettingsChanged changed => WithCell(state, changed.Cell, cell => cell is WeaveCell weave ? weave with { Settings = changed.Settings } : cell),
        SearchSourceChosen chosen => WithCell(state, chosen.Cell, cell => cell is WeaveCell weave ? weave with { Source = chosen.Source } : cell),
        SearchStarted started => Start(state, started, origin),
        SearchForked forked => Fork(state, forked, origin),
        SearchAdvanced advanced => Advance(state, advanced),
        SearchNodeRated rated => Rate(state, rated),
        SearchPaused paused => Halt(state, paused.Search, SearchStatus.Paused, null, origin),
        SearchResumed resumed => Resume(state, resumed, origin),
        SearchStopped stopped => Halt(state, stopped.Search, SearchStatus.Stopped, null, origin),
        SearchInterrupted interrupted => Halt(state, interrupted.Search, SearchStatus.Interrupted, null, origin),
        SearchFailed failed => Halt(state, failed.Search, SearchStatus.Failed, failed.Reason, origin),
        SearchFinished finished => Finish(state, finished, origin),
        SearchPutAside aside => PutAside(state, aside),

        EvaluationStarted started => Start(state, started, origin),
        TextEvaluated scored => Score(state, scored, origin),
        EvaluationStopped stopped => Halt(state, stopped.Evaluation, EvaluationStatus.Stopped, null, origin),
        EvaluationResumed resumed => Resume(state, resumed, origin),
        EvaluationInterrupted interrupted => Halt(state, interrupted.Evaluation, EvaluationStatus.Interrupted, null, origin),
        EvaluationFailed failed => Halt(state, failed.Evaluation, EvaluationStatus.Failed, failed.Reason, origin),
        EvaluationPutAside aside => PutAside(state, aside),

        JudgementGiven given => Judge(state, given, origin),
        JudgementRevised revised => Revise(state, revised, origin),
        JudgementRetracted retracted => Retract(state, retracted, origin),

        MomentNamed named => Name(state, named, origin),
        MomentForgotten forgotten => Forget(state, forgotten),
        NotebookCopied copied => Copy(state, copied, origin),

        MemberAdmitted admitted => PeopleFold.Admit(state, admitted, origin),
        MemberRoleChanged changed => PeopleFold.Change(state, changed),
        MemberRemoved removed => PeopleFold.Remove(state, removed),
        NotebookOpened opened => PeopleFold.Open(state, opened.Role),
        NotebookClosed => PeopleFold.Open(state, null),
        GuestTuningChanged changed => PeopleFold.LetGuestsTune(state, changed.Allowed),
        _ => state,
    };

    private static NotebookState WithCell(NotebookState state, CellId id, Func<Cell, Cell> change)
    {
        if (state.Cells.GetValueOrDefault(id) is not { } cell)
        {
            return state;
        }

        Cell changed = change(cell);
        return ReferenceEquals(changed, cell) ? state : state with { Cells = state.Cells.SetItem(id, changed) };
    }

    private static NotebookState WithTree(NotebookState state, CellId id, Func<BranchTree, BranchTree> change) =>
        WithCell(state, id, cell =>
        {
            if (cell is not WriteCell write)
            {
                return cell;
            }

            BranchTree changed = change(write.Tree);
            return ReferenceEquals(changed, write.Tree) ? cell : write with { Tree = changed };
        });

    private static NotebookState WithBranch(NotebookState state, CellId cell, BranchId id, Func<Branch, Branch> change) =>
        WithTree(state, cell, tree => WithBranch(tree, id, change));

    private static BranchTree WithBranch(BranchTree tree, BranchId id, Func<Branch, Branch> change) =>
        tree.Branches.GetValueOrDefault(id) is { } branch
            ? tree.With(change(branch))
            : tree;
}
