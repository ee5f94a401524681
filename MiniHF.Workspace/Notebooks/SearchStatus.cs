namespace MiniHF.Workspace.Notebooks;

/// <summary>Where a search stands. The numbers are stored: never renumber.</summary>
public enum SearchStatus
{
    /// <summary>A server is at it, or it waits for its turn.</summary>
    Running = 0,

    /// <summary>Somebody paused it.</summary>
    Paused = 1,

    /// <summary>The server went away in the middle; it can be resumed.</summary>
    Interrupted = 2,

    Failed = 3,

    /// <summary>Somebody ended it early; its result is of what was there.</summary>
    Stopped = 4,

    Finished = 5,
}
