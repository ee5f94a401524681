namespace MiniHF.Workspace.Notebooks;

/// <summary>Which texts an evaluate cell scores. The numbers are stored: never renumber.</summary>
public enum EvaluationTarget
{
    /// <summary>The continuations of what one reads; where one has just gone on to a continuation, it and those beside it.</summary>
    Continuations = 0,

    /// <summary>Every end the branches come to.</summary>
    Ends = 1,

    /// <summary>What one reads, piece by piece.</summary>
    Path = 2,

    /// <summary>The bookmarks.</summary>
    Bookmarks = 3,

    /// <summary>Branches chosen one by one.</summary>
    Chosen = 4,
}
