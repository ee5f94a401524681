using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>Says in plain words what an event was, seen from the state before it.</summary>
public static class StepWords
{
    private const int Excerpt = 60;

    public static HistoryStep Of(StoredEvent stored, NotebookState before)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(before);
        PersonId by = (stored.Data as NotebookEvent)?.By ?? PersonId.Workspace;
        (StepKind kind, string words, bool isChange) = stored.Data switch
        {
            NotebookCreated created => (StepKind.Arranging, $"began the notebook {Quote(created.Title)}", true),
            NotebookRenamed renamed => (StepKind.Arranging, $"renamed the notebook {Quote(renamed.Title)}", true),
            NotebookArchived => (StepKind.Arranging, "put the notebook into the archive", true),
            NotebookUnarchived => (StepKind.Arranging, "took the notebook out of the archive", true),
            NotebookCopied => (StepKind.Arranging, "went on from here in a notebook of its own", true),
            MomentNamed named => (StepKind.Arranging, string.Create(CultureInfo.InvariantCulture, $"named event {named.Version:N0} {Quote(named.Name)}"), true),
            MomentForgotten forgotten => (StepKind.Arranging, $"took the name {Quote(before.Moments.GetValueOrDefault(forgotten.Version)?.Name ?? "")} away", true),
            ChangeUndone undone => (StepKind.Arranging, $"took back: {Label(before.Undo.Done, undone.By, undone.Change)}", true),
            ChangeRedone redone => (StepKind.Arranging, $"did again: {Label(before.Undo.Undone, redone.By, redone.Change)}", true),

            CellAdded added => (StepKind.Arranging, $"added {(added.Kind == CellKind.Evaluate ? "an" : "a")} {Name(added.Kind)} cell", true),
            CellDuplicated duplicated => (StepKind.Arranging, $"duplicated a {KindOf(before, duplicated.Of)} cell", true),
            CellTurned turned => (StepKind.Arranging, turned.Kind == CellKind.Note ? "made a note of a text" : "made a text of a note", true),
            CellsQueued queued => (StepKind.Growing, $"ran {Count(queued.Cells.Count, "cell", "cells")}, one after another", true),
            CellUnqueued { Failure: { } reason } => (StepKind.Growing, $"a cell could not run: {reason}", true),
            CellUnqueued => (StepKind.Growing, "a cell’s wait was over", false),
            CellMoved => (StepKind.Arranging, "moved a cell", true),
            CellRemoved removed => (StepKind.Arranging, $"removed a {KindOf(before, removed.Cell)} cell", true),
            CellRestored => (StepKind.Arranging, "brought a cell back", true),
            CellCollapsed => (StepKind.Looking, "folded or unfolded a cell", false),
            CellConfigured => (StepKind.Arranging, "changed a cell's settings", true),
            GenerationDefaultsChanged => (StepKind.Arranging, "changed the notebook’s settings", true),
            GenerationSettingsChanged or SearchSettingsChanged => (StepKind.Arranging, "changed settings", true),
            NoteWritten written => (StepKind.Writing, $"wrote the note {Quote(written.Text)}", true),
            NoteTyped typed => (StepKind.Writing, $"{Typed(typed.Change)} in a note", true),
            NoteEditsTakenBack => (StepKind.Writing, "took an edit of a note back", true),

            BranchWritten { Replaces: not null } written => (StepKind.Writing, $"rewrote {Quote(written.Text)}", true),
            BranchWritten written => (StepKind.Writing, $"wrote {Quote(written.Text)}", true),
            BranchEdited edited => (StepKind.Writing, $"edited {Quote(edited.Text)}", true),
            BranchTyped typed => (StepKind.Writing, Typed(typed.Change), true),
            EditsTakenBack => (StepKind.Writing, "took an edit back", true),
            BranchFocused focused => (StepKind.Looking, focused.Branch is { } branch ? $"went to {TextOf(before, focused.Cell, branch)}" : "went to an empty page", false),
            BranchCollapsed => (StepKind.Looking, "folded or unfolded branches", false),
            BranchRated rated => (StepKind.Rating, $"{Verb(rated.Thumb)} {TextOf(before, rated.Cell, rated.Branch)}", true),
            BranchBookmarked marked => (StepKind.Arranging, $"{(marked.Bookmarked ? "bookmarked" : "took the bookmark from")} {TextOf(before, marked.Cell, marked.Branch)}", true),
            BranchPruned pruned => (StepKind.Arranging, $"pruned {TextOf(before, pruned.Cell, pruned.Branch)}", true),
            BranchRestored restored => (StepKind.Arranging, $"restored {TextOf(before, restored.Cell, restored.Branch)}", true),

            BranchSplit split => (StepKind.Arranging, $"split {TextOf(before, split.Cell, split.Branch)}", true),
            BranchMended mended => (StepKind.Arranging, $"made {TextOf(before, mended.Cell, mended.Branch)} whole again", true),
            BranchesJoined joined => (StepKind.Arranging, $"merged {TextOf(before, joined.Cell, joined.Branch)} with what stands before it", true),
            BranchesParted parted => (StepKind.Arranging, $"parted {TextOf(before, parted.Cell, parted.Branch)} from what stands before it", true),
            BranchesNamed { Branches: [{ Name: "" } only] } named => (StepKind.Arranging, $"took the name from {TextOf(before, named.Cell, only.Branch)}", true),
            BranchesNamed { Branches: [var only] } named => (StepKind.Arranging, $"called {TextOf(before, named.Cell, only.Branch)} {Quote(only.Name)}", true),
            BranchesNamed named => (StepKind.Arranging, $"let the model name {Count(named.Branches.Count, "branch", "branches")}", true),
            BranchNoted { Note: "" } noted => (StepKind.Arranging, $"took the note from {TextOf(before, noted.Cell, noted.Branch)}", true),
            BranchNoted noted => (StepKind.Arranging, $"noted {Quote(noted.Note)} about {TextOf(before, noted.Cell, noted.Branch)}", true),
            BranchTagged { Tags.Count: 0 } tagged => (StepKind.Arranging, $"took the tags from {TextOf(before, tagged.Cell, tagged.Branch)}", true),
            BranchTagged tagged => (StepKind.Arranging, $"tagged {TextOf(before, tagged.Cell, tagged.Branch)} {string.Join(' ', tagged.Tags.Select(tag => $"#{tag}"))}", true),

            GrowthStarted { Rewrite: { } rewrite } started => (StepKind.Growing, $"asked the model to rewrite {TextOf(before, started.Cell, rewrite.Of)}", true),
            GrowthStarted { Begun: { } begun } started => (StepKind.Growing, $"went another way at a word of {TextOf(before, started.Cell, begun.Of)}", true),
            GrowthStarted started => (StepKind.Growing, $"grew {Count(started.Branches.Count, "continuation", "continuations")}", true),
            GrowthProgressed progressed => (StepKind.Growing, progressed.Branches.Any(branch => branch.Finish is not null) ? "the model finished a continuation" : "the model wrote on", false),
            GrowthStopped => (StepKind.Growing, "stopped the model", true),
            GrowthFailed failed => (StepKind.Growing, $"the model failed: {failed.Reason}", true),
            GrowthInterrupted => (StepKind.Growing, "the server went away while the model wrote", true),
            GrowthResumed => (StepKind.Growing, "let the model write on", true),

            SearchSourceChosen => (StepKind.Searching, "chose where to search from", true),
            SearchStarted started => (StepKind.Searching, $"began a search of {Count(started.Settings.Parameters.Budget, "branch", "branches")}", true),
            SearchForked => (StepKind.Searching, "forked a search", true),
            SearchAdvanced advanced => (StepKind.Searching, Searched(before, advanced), false),
            SearchNodeRated rated => (StepKind.Rating, $"{Verb(rated.Thumb)} a piece of a search", true),
            SearchPaused => (StepKind.Searching, "paused a search", true),
            SearchResumed => (StepKind.Searching, "let a search go on", true),
            SearchStopped => (StepKind.Searching, "stopped a search", true),
            SearchInterrupted => (StepKind.Searching, "the server went away during a search", true),
            SearchFailed failed => (StepKind.Searching, $"the search failed: {failed.Reason}", true),
            SearchFinished finished => (StepKind.Searching, $"the search ended after {Made(before, finished.Search)}", true),
            SearchPutAside aside => (StepKind.Searching, aside.PutAside ? "put a search aside" : "brought a search back", true),

            EvaluationStarted started => (StepKind.Rating, $"began to score {Count(started.Texts.Count, "text", "texts")} by {started.Settings.Criteria.Label}", true),
            TextEvaluated { Failure: null } => (StepKind.Rating, "a text was scored", false),
            TextEvaluated scored => (StepKind.Rating, $"a text could not be scored: {scored.Failure}", false),
            EvaluationStopped => (StepKind.Rating, "stopped an evaluation", true),
            EvaluationResumed => (StepKind.Rating, "let an evaluation go on", true),
            EvaluationInterrupted => (StepKind.Rating, "the server went away during an evaluation", true),
            EvaluationFailed failed => (StepKind.Rating, $"the evaluation failed: {failed.Reason}", true),
            EvaluationPutAside aside => (StepKind.Rating, aside.PutAside ? "put an evaluation aside" : "brought an evaluation back", true),

            RunAdvanced { Step: 0, Status: CellStatus.Running } advanced => (StepKind.Tuning, $"the tuning of {Count(advanced.Steps, "step", "steps")} began", true),
            RunAdvanced { Status: CellStatus.Running } advanced => (StepKind.Tuning, $"the tuning was at step {Steps(advanced)}", false),
            RunAdvanced { Status: CellStatus.Done } advanced => (StepKind.Tuning, $"the tuning was done, at step {Steps(advanced)}", true),
            RunAdvanced { Status: CellStatus.Failed } advanced => (StepKind.Tuning, $"the tuning failed at step {Steps(advanced)}", true),
            RunAdvanced advanced => (StepKind.Tuning, $"the tuning halted at step {Steps(advanced)}", true),

            JudgementGiven { Values.Count: 0, Comment: null } => (StepKind.Rating, "passed a question over", true),
            JudgementGiven { Shown.Count: 1 } => (StepKind.Rating, "judged a text", true),
            JudgementGiven given => (StepKind.Rating, $"compared {Count(given.Shown.Count, "text", "texts")}", true),
            JudgementRevised => (StepKind.Rating, "thought again about a judgement", true),
            JudgementRetracted retracted => (StepKind.Rating, retracted.Retracted ? "took a judgement back" : "stood by a judgement again", true),

            MemberAdmitted { Invitation: not null } admitted => (StepKind.Arranging, $"came in by a link, as {PeopleWords.A(admitted.Role)}", true),
            MemberAdmitted admitted => (StepKind.Arranging, $"made somebody {PeopleWords.A(admitted.Role)}", true),
            MemberRoleChanged changed => (StepKind.Arranging, $"made somebody {PeopleWords.A(changed.Role)}", true),
            MemberRemoved removed => (StepKind.Arranging, removed.Person == by ? "left the notebook" : "removed somebody", true),
            NotebookOpened opened => (StepKind.Arranging, $"opened the notebook: everybody in the workspace may {PeopleWords.May(opened.Role)}", true),
            GuestTuningChanged changed => (StepKind.Arranging, changed.Allowed ? "let guests start tuning runs" : "let guests start tuning runs no more", true),
            InvitationMade made => (StepKind.Arranging, $"made a link for {(made.Uses is { } uses ? Count(uses, "person", "people") : "any number of people")} to come in as {(made.Uses == 1 ? PeopleWords.A(made.Role) : $"{PeopleWords.Of(made.Role)}s")}", true),
            InvitationTakenBack => (StepKind.Arranging, "took a link back", true),
            NotebookClosed => (StepKind.Arranging, "closed the notebook to all but its members", true),
            _ => (StepKind.Arranging, stored.Type.Replace('_', ' '), true),
        };
        return new HistoryStep(stored.Version, stored.Timestamp, by, kind, words, isChange)
        {
            Position = stored.Position,
            Written = (stored.Data as BranchWritten)?.Branch,
            Cell = StepPlaces.Of(stored.Data).Cell,
            Branch = StepPlaces.Of(stored.Data).Branch,
            About = stored.Data switch
            {
                MemberAdmitted { Invitation: null } admitted => admitted.Person,
                MemberRoleChanged changed => changed.Person,
                MemberRemoved removed when removed.Person != by => removed.Person,
                _ => null,
            },
        };
    }

    private static string Typed(Typing.TextChange change) => change.Puts is { Length: > 0 } put
        ? $"typed {Quote(put)}"
        : $"took out {Quote(string.Concat(change.Steps.Select(step => step.Drop)))}";

    private static string Steps(RunAdvanced advanced) => string.Create(CultureInfo.InvariantCulture, $"{advanced.Step:N0} of {advanced.Steps:N0}");

    private static string Searched(NotebookState before, SearchAdvanced advanced)
    {
        int made = (before.Searches.GetValueOrDefault(advanced.Search)?.Tree.Nodes.Length ?? 1) - 1;
        return made <= 0 ? "the search looked at the text" : $"the search had made {Count(made, "branch", "branches")}";
    }

    private static string Made(NotebookState before, SearchId search) =>
        Count(Math.Max(0, (before.Searches.GetValueOrDefault(search)?.Tree.Nodes.Length ?? 1) - 1), "branch", "branches");

    private static string Verb(Thumb thumb) => thumb switch
    {
        Thumb.Up => "thumbed up",
        Thumb.Down => "thumbed down",
        _ => "took the thumb from",
    };

    private static string TextOf(NotebookState state, CellId cell, BranchId branch) =>
        (state.Cells.GetValueOrDefault(cell) as WriteCell)?.Tree.Branches.GetValueOrDefault(branch) is { } found ? Quote(found.Text) : "a new branch";

    private static string KindOf(NotebookState state, CellId cell) =>
        state.Cells.GetValueOrDefault(cell) is { } known ? Name(CellForms.KindOf(known)) : "";

    private static string Name(CellKind kind) => Enum.GetName(kind)?.ToLowerInvariant() ?? "new";

    private static string Label(System.Collections.Immutable.ImmutableDictionary<PersonId, System.Collections.Immutable.ImmutableList<UndoEntry>> entries, PersonId person, Guid change) =>
        entries.GetValueOrDefault(person)?.FindLast(entry => entry.Change == change)?.Label.ToLowerInvariant() ?? "a change";

    private static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private static string Quote(string text)
    {
        string line = string.Join(' ', text[..Math.Min(text.Length, Excerpt * 4)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int length = Math.Min(line.Length, Excerpt);
        length -= length < line.Length && char.IsHighSurrogate(line[length - 1]) ? 1 : 0;
        return line.Length == 0 ? "nothing yet" : $"“{line[..length]}{(length < line.Length ? "…" : "")}”";
    }
}
