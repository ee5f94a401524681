namespace MiniHF.Workspace.Notebooks.History;

/// <summary>What differs between two moments.</summary>
public enum DifferenceKind
{
    Renamed,
    CellAdded,
    CellRemoved,
    CellChanged,
    NoteEdited,
    BranchAdded,
    BranchEdited,
    BranchRated,
    BranchBookmarked,
    BranchPruned,
    BranchRestored,
    Searched,
    Judged,
}
