namespace MiniHF.Workspace.Notebooks.Events;

/// <summary>Every event a notebook's stream can hold.</summary>
public static class NotebookEventTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(NotebookCreated),
        typeof(NotebookRenamed),
        typeof(NotebookArchived),
        typeof(NotebookUnarchived),
        typeof(ChangeUndone),
        typeof(ChangeRedone),
        typeof(CellAdded),
        typeof(CellMoved),
        typeof(CellRemoved),
        typeof(CellRestored),
        typeof(CellCollapsed),
        typeof(NoteWritten),
        typeof(GenerationSettingsChanged),
        typeof(BranchWritten),
        typeof(BranchEdited),
        typeof(BranchFocused),
        typeof(BranchRated),
        typeof(BranchBookmarked),
        typeof(BranchPruned),
        typeof(BranchRestored),
        typeof(BranchCollapsed),
        typeof(GrowthStarted),
        typeof(GrowthProgressed),
        typeof(GrowthStopped),
        typeof(GrowthFailed),
        typeof(GrowthInterrupted),
        typeof(GrowthResumed),
        typeof(SearchSettingsChanged),
        typeof(SearchSourceChosen),
        typeof(SearchStarted),
        typeof(SearchForked),
        typeof(SearchAdvanced),
        typeof(SearchNodeRated),
        typeof(SearchPaused),
        typeof(SearchResumed),
        typeof(SearchStopped),
        typeof(SearchInterrupted),
        typeof(SearchFailed),
        typeof(SearchFinished),
        typeof(SearchPutAside),
    ];
}
