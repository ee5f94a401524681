using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Runs.Fold;

/// <summary>A training run in the terms of <see cref="CellWorks"/>.</summary>
public static class RunWork
{
    /// <summary>What a tune cell that shows the run says of it.</summary>
    public static CellWork Of(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new CellWork(
            run.Status switch
            {
                RunStatus.Queued => CellStatus.Queued,
                RunStatus.Running => CellStatus.Running,
                RunStatus.Finished => CellStatus.Done,
                RunStatus.Failed => CellStatus.Failed,
                _ => CellStatus.Interrupted,
            },
            run.By,
            run.Started ?? run.At,
            run.Ended,
            run.Failure);
    }
}
