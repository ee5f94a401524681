using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>Where in a notebook something happened: what one would look at to see it.</summary>
internal static class StepPlaces
{
    /// <summary>The cell, and the branch in it; null where it happened to the notebook as a whole, or to a cell as a whole.</summary>
    public static (CellId? Cell, BranchId? Branch) Of(object data) => data switch
    {
        CellAdded added => (added.Cell, null),
        CellMoved moved => (moved.Cell, null),
        CellRestored restored => (restored.Cell, null),
        CellConfigured configured => (configured.Cell, null),
        NoteWritten written => (written.Cell, null),
        NoteTyped typed => (typed.Cell, null),
        NoteEditsTakenBack back => (back.Cell, null),
        GenerationSettingsChanged changed => (changed.Cell, null),
        SearchSettingsChanged changed => (changed.Cell, null),
        SearchSourceChosen chosen => (chosen.Cell, null),

        BranchWritten written => (written.Cell, written.Branch),
        BranchEdited edited => (edited.Cell, edited.Branch),
        BranchTyped typed => (typed.Cell, typed.Branch),
        EditsTakenBack back => (back.Cell, back.Branch),
        BranchRated rated => (rated.Cell, rated.Branch),
        BranchBookmarked marked => (marked.Cell, marked.Branch),
        BranchPruned pruned => (pruned.Cell, pruned.Branch),
        BranchRestored restored => (restored.Cell, restored.Branch),

        // Its continuations are the cards below the text it goes on from.
        GrowthStarted started => (started.Cell, started.Parent),
        GrowthStopped stopped => (stopped.Cell, null),
        GrowthFailed failed => (failed.Cell, null),
        GrowthInterrupted interrupted => (interrupted.Cell, null),
        GrowthResumed resumed => (resumed.Cell, null),

        SearchStarted started => (started.Cell, null),
        SearchForked forked => (forked.Cell, null),
        SearchNodeRated rated => (rated.Cell, null),
        SearchPaused paused => (paused.Cell, null),
        SearchResumed resumed => (resumed.Cell, null),
        SearchStopped stopped => (stopped.Cell, null),
        SearchInterrupted interrupted => (interrupted.Cell, null),
        SearchFailed failed => (failed.Cell, null),
        SearchFinished finished => (finished.Cell, null),
        SearchPutAside aside => (aside.Cell, null),

        EvaluationStarted started => (started.Cell, null),
        EvaluationStopped stopped => (stopped.Cell, null),
        EvaluationResumed resumed => (resumed.Cell, null),
        EvaluationInterrupted interrupted => (interrupted.Cell, null),
        EvaluationFailed failed => (failed.Cell, null),
        EvaluationPutAside aside => (aside.Cell, null),

        RunAdvanced advanced => (advanced.Cell, null),

        JudgementGiven given => (given.Text, given.Shown.Count > 0 ? given.Shown[0] : null),
        _ => (null, null),
    };
}
