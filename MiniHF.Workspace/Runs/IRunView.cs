using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs;

/// <summary>A run as a page shows it: as it is now, or as it was.</summary>
public interface IRunView
{
    RunId Id { get; }

    RunState State { get; }

    /// <summary>What was measured.</summary>
    RunSeries Series { get; }

    /// <summary>Calls back after either changed; never for a run of the past.</summary>
    IDisposable Subscribe(Func<Task> changed);
}
