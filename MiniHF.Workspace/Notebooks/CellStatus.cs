namespace MiniHF.Workspace.Notebooks;

/// <summary>Where a cell's work stands, whatever its kind.</summary>
public enum CellStatus
{
    /// <summary>It was never run, or has nothing to run.</summary>
    Idle,

    /// <summary>It waits: for its turn in a row of cells, or for the first words of a model.</summary>
    Queued,

    Running,

    Done,

    /// <summary>Somebody stopped it, or its server went away. It can be run again, and most kinds go on where they were.</summary>
    Interrupted,

    Failed,
}
