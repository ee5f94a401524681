namespace MiniHF.Workspace.Runs;

/// <summary>Where a run stands. The numbers are stored: never renumber.</summary>
public enum RunStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued = 0,

    /// <summary>A worker has it.</summary>
    Running = 1,

    /// <summary>Somebody paused it; it goes on from its last checkpoint.</summary>
    Paused = 2,

    /// <summary>Somebody ended it early; its checkpoints stay.</summary>
    Stopped = 3,

    /// <summary>It ended with an error; it can be tried again from its last checkpoint.</summary>
    Failed = 4,

    /// <summary>It did all its steps, and its adapter is in the library.</summary>
    Finished = 5,
}
