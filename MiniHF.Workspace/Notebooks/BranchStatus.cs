namespace MiniHF.Workspace.Notebooks;

/// <summary>Where a branch's text stands.</summary>
public enum BranchStatus
{
    Done = 0,

    /// <summary>Text is being written, or waits for its turn.</summary>
    Growing = 1,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 2,

    /// <summary>The server went away in the middle; it can be resumed.</summary>
    Interrupted = 3,

    Failed = 4,
}
