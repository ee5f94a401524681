using System.Collections.Immutable;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private const string WriteLabel = "Write";

    /// <summary>What a change is called on the undo button; null for one that cannot be taken back.</summary>
    private static string? LabelOf(NotebookEvent happened) => happened switch
    {
        NotebookRenamed => "Rename",
        CellAdded => "Add cell",
        CellDuplicated => "Duplicate cell",
        CellTurned => "Turn cell",
        CellMoved => "Move cell",
        CellRemoved => "Remove cell",
        CellRestored => "Restore cell",
        CellConfigured => "Settings",
        NoteWritten or NoteTyped => "Note",
        GenerationSettingsChanged => "Settings",
        GenerationDefaultsChanged => "Defaults",
        BranchWritten => WriteLabel,
        BranchEdited => "Edit",
        BranchTyped => "Typing",
        BranchRated => "Rating",
        BranchBookmarked => "Bookmark",
        BranchPruned => "Prune",
        BranchRestored => "Restore",
        BranchSplit => "Split",
        BranchesJoined => "Merge",
        BranchesNamed => "Name",
        BranchNoted => "Note",
        BranchTagged => "Tags",
        GrowthStarted { Rewrite: not null } => "Rewrite",
        GrowthStarted => "Grow",
        SearchStarted or SearchForked => "Weave",
        EvaluationStarted => "Evaluate",
        SearchSettingsChanged => "Settings",
        SearchSourceChosen => "Source",
        SearchNodeRated => "Rating",
        JudgementGiven => "Judgement",
        JudgementRevised => "Second thought",
        JudgementRetracted => "Retraction",
        MomentNamed => "Name",
        MomentForgotten => "Forget name",
        MemberRoleChanged => "Role",
        MemberAdmitted { Invitation: null } => "Role",
        MemberRemoved => "Removal",
        NotebookOpened or NotebookClosed => "Who may come in",
        GuestTuningChanged => "What guests may do",
        _ => null,
    };

    /// <summary>The events that take a change back, found from the state before it; none where it changes nothing.</summary>
    private static ImmutableArray<NotebookEvent> Inverse(NotebookState before, NotebookEvent change) => change switch
    {
        NotebookRenamed renamed => [new NotebookRenamed(before.Title) { By = renamed.By }],
        CellAdded added => [new CellRemoved(added.Cell) { By = added.By }],
        CellDuplicated duplicated => [new CellRemoved(duplicated.Cell) { By = duplicated.By }],
        CellTurned turned =>
        [
            new CellRestored(turned.Cell) { By = turned.By },
            new CellMoved(turned.Cell, Above(before, turned.Cell)) { By = turned.By },
            new CellRemoved(turned.Into) { By = turned.By },
        ],
        CellMoved moved => [new CellMoved(moved.Cell, Above(before, moved.Cell)) { By = moved.By }],
        CellRemoved removed =>
        [
            new CellRestored(removed.Cell) { By = removed.By },
            new CellMoved(removed.Cell, Above(before, removed.Cell)) { By = removed.By },
        ],
        CellRestored restored => [new CellRemoved(restored.Cell) { By = restored.By }],
        CellConfigured configured when before.Cells.GetValueOrDefault(configured.Cell) is IConfiguredCell cell =>
            [new CellConfigured(configured.Cell, cell.Settings) { By = configured.By }],
        NoteWritten written when before.Cells.GetValueOrDefault(written.Cell) is NoteCell note =>
            [new NoteEditsTakenBack(written.Cell, note.Edits.Count, note.Edits.Count) { By = written.By }],
        NoteTyped typed when before.Cells.GetValueOrDefault(typed.Cell) is NoteCell note =>
            [new NoteEditsTakenBack(typed.Cell, note.Edits.Count, note.Edits.Count) { By = typed.By }],
        NoteEditsTakenBack back when before.Cells.GetValueOrDefault(back.Cell) is NoteCell note =>
            [new NoteEditsTakenBack(back.Cell, note.Edits.Count, note.Edits.Count) { By = back.By }],
        GenerationSettingsChanged changed when before.Cells.GetValueOrDefault(changed.Cell) is WriteCell write =>
            [new GenerationSettingsChanged(changed.Cell, write.Settings) { By = changed.By }],
        GenerationDefaultsChanged changed => UndoDefaults(before, changed),
        BranchWritten written => [new BranchPruned(written.Cell, written.Branch) { By = written.By }],
        BranchEdited edited when BranchOf(before, edited.Cell, edited.Branch) is { } branch =>
            [new EditsTakenBack(edited.Cell, edited.Branch, branch.Edits.Count, branch.Edits.Count) { By = edited.By }],
        BranchTyped typed when BranchOf(before, typed.Cell, typed.Branch) is { } branch =>
            [new EditsTakenBack(typed.Cell, typed.Branch, branch.Edits.Count, branch.Edits.Count) { By = typed.By }],
        EditsTakenBack back when BranchOf(before, back.Cell, back.Branch) is { } branch =>
            [new EditsTakenBack(back.Cell, back.Branch, branch.Edits.Count, branch.Edits.Count) { By = back.By }],
        BranchRated rated when BranchOf(before, rated.Cell, rated.Branch) is { } branch =>
            [new BranchRated(rated.Cell, rated.Branch, branch.Thumbs.GetValueOrDefault(rated.By)) { By = rated.By }],
        BranchBookmarked marked when BranchOf(before, marked.Cell, marked.Branch) is { } branch =>
            [new BranchBookmarked(marked.Cell, marked.Branch, branch.Bookmarked) { By = marked.By }],
        BranchPruned pruned when BranchOf(before, pruned.Cell, pruned.Branch) is { Pruned: false } =>
            [new BranchRestored(pruned.Cell, pruned.Branch) { By = pruned.By }],
        BranchRestored restored when BranchOf(before, restored.Cell, restored.Branch) is { Pruned: true } =>
            [new BranchPruned(restored.Cell, restored.Branch) { By = restored.By }],
        BranchSplit split => [new BranchMended(split.Cell, split.Branch, split.Head, split.Tail) { By = split.By }],
        BranchMended mended when BranchOf(before, mended.Cell, mended.Tail) is { } tail && BranchOf(before, mended.Cell, mended.Head) is { } head =>
            [new BranchSplit(mended.Cell, mended.Branch, head.Text.Length, head.TokenIds.Length, tail.TokenIds.Length, mended.Head, mended.Tail) { By = mended.By }],
        BranchesJoined joined => [new BranchesParted(joined.Cell, joined.Branch, joined.Joined) { By = joined.By }],
        BranchesParted parted => [new BranchesJoined(parted.Cell, parted.Branch, parted.Joined) { By = parted.By }],
        BranchesNamed named => Unnamed(before, named),
        BranchNoted noted when BranchOf(before, noted.Cell, noted.Branch) is { } branch =>
            [new BranchNoted(noted.Cell, noted.Branch, branch.Note) { By = noted.By }],
        BranchTagged tagged when BranchOf(before, tagged.Cell, tagged.Branch) is { } branch =>
            [new BranchTagged(tagged.Cell, tagged.Branch, branch.Tags) { By = tagged.By }],
        GrowthStarted started =>
            [.. started.Branches.Select(branch => new BranchPruned(started.Cell, branch) { By = started.By })],
        SearchStarted started => [new SearchPutAside(started.Cell, started.Search, true) { By = started.By }],
        SearchForked forked => [new SearchPutAside(forked.Cell, forked.Search, true) { By = forked.By }],
        SearchPutAside aside => [new SearchPutAside(aside.Cell, aside.Search, !aside.PutAside) { By = aside.By }],
        EvaluationStarted started => [new EvaluationPutAside(started.Cell, started.Evaluation, true) { By = started.By }],
        EvaluationPutAside aside => [new EvaluationPutAside(aside.Cell, aside.Evaluation, !aside.PutAside) { By = aside.By }],
        SearchSettingsChanged changed when before.Cells.GetValueOrDefault(changed.Cell) is WeaveCell weave =>
            [new SearchSettingsChanged(changed.Cell, weave.Settings) { By = changed.By }],
        SearchSourceChosen chosen when before.Cells.GetValueOrDefault(chosen.Cell) is WeaveCell weave =>
            [new SearchSourceChosen(chosen.Cell, weave.Source) { By = chosen.By }],
        SearchNodeRated rated when before.Searches.GetValueOrDefault(rated.Search) is { } search =>
            [rated with { Thumb = search.ThumbOf(rated.Node, rated.By) }],
        JudgementGiven given => [new JudgementRetracted(given.Judgement, true) { By = given.By }],
        JudgementRevised revised when before.Judgements.GetValueOrDefault(revised.Judgement) is { } had =>
            [new JudgementRevised(revised.Judgement, had.Values, had.Comment) { By = revised.By }],
        JudgementRetracted retracted => [new JudgementRetracted(retracted.Judgement, !retracted.Retracted) { By = retracted.By }],
        MomentNamed named => before.Moments.GetValueOrDefault(named.Version) is { } had
            ? [new MomentNamed(named.Version, had.Name) { By = named.By }]
            : [new MomentForgotten(named.Version) { By = named.By }],
        MomentForgotten forgotten when before.Moments.GetValueOrDefault(forgotten.Version) is { } had =>
            [new MomentNamed(forgotten.Version, had.Name) { By = forgotten.By }],
        MemberAdmitted or MemberRoleChanged or MemberRemoved or NotebookOpened or NotebookClosed or GuestTuningChanged => PeopleFold.Inverse(before.People, change),
        _ => [],
    };

    /// <summary>The names there were, each with what thought of it.</summary>
    private static ImmutableArray<NotebookEvent> Unnamed(NotebookState before, BranchesNamed named) =>
    [
        .. named.Branches
            .Select(one => BranchOf(before, named.Cell, one.Branch))
            .OfType<Branch>()
            .GroupBy(branch => branch.Name?.Provenance)
            .Select(same => new BranchesNamed(named.Cell, [.. same.Select(branch => new NamedBranch(branch.Id, branch.Name?.Text ?? ""))], same.Key) { By = named.By }),
    ];

    private static CellId? Above(NotebookState state, CellId cell)
    {
        int at = state.Order.IndexOf(cell);
        return at > 0 ? state.Order[at - 1] : null;
    }

    private static Branch? BranchOf(NotebookState state, CellId cell, BranchId branch) =>
        (state.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(branch);
}
