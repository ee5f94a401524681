using MiniHF.Workspace.Live;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs.Replay;

/// <summary>A run as it was at a moment. Nothing of it changes any more.</summary>
public sealed class PastRun(RunId id, RunState state, RunSeries series) : IRunView
{
    public RunId Id { get; } = id;

    public RunState State { get; } = state;

    public RunSeries Series { get; } = series;

    /// <inheritdoc />
    public IDisposable Subscribe(Func<Task> changed) => new Disposable(static () => { });
}
