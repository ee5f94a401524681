namespace MiniHF.Workspace.Notebooks;

/// <summary>Where an evaluation stands. The numbers are stored: never renumber.</summary>
public enum EvaluationStatus
{
    /// <summary>A server is at it, or it waits for its turn.</summary>
    Running = 0,

    /// <summary>Somebody stopped it; it can go on.</summary>
    Stopped = 1,

    /// <summary>The server went away in the middle; it can go on.</summary>
    Interrupted = 2,

    /// <summary>It could not go on; it can be tried again.</summary>
    Failed = 3,

    /// <summary>Every text has its score, or the reason it has none.</summary>
    Finished = 4,
}
