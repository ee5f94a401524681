using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;

namespace MiniHF.Workspace.Runs.Fold;

/// <summary>What each event makes of a run. Pure. What a worker reports under an older claim than the newest changes nothing.</summary>
public static class RunFold
{
    /// <summary>Alias of the aggregate; frozen.</summary>
    public const string StreamType = "run";

    public static Fold<RunState> Fold { get; } = new("run", 1, RunState.Empty, Evolve);

    private static RunState Evolve(RunState state, StoredEvent stored) =>
        stored.Data is RunEvent happened ? Evolve(state, happened, new RunId(stored.StreamId), stored.Timestamp) : state;

    /// <summary>The run after the event.</summary>
    public static RunState Evolve(RunState state, RunEvent happened, RunId id, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        return happened is WorkerEvent { Fence: { } fence } and not RunClaimed && fence != state.Fence ? state : Apply(state, happened, id, at);
    }

    private static RunState Apply(RunState state, RunEvent happened, RunId id, DateTimeOffset at) => happened switch
    {
        RunQueued queued => RunState.Empty with { Id = id, Plan = queued.Plan, Name = queued.Plan.Name, Manifest = queued.Manifest, By = queued.By, At = at },
        RunRenamed renamed => state with { Name = renamed.Name },
        RunPaused => state with { Status = RunStatus.Paused },
        // A worker that has not let go yet may go on as if nothing had been.
        RunResumed => state with { Status = state.Worker is null ? RunStatus.Queued : RunStatus.Running, Failure = null, Ended = null },
        RunStopped => state with { Status = RunStatus.Stopped, Ended = at },
        AdapterRegistered registered => state with { Adapters = state.Adapters.Add(registered) },

        RunClaimed claimed => state with
        {
            Worker = claimed.Worker,
            Machine = claimed.Machine,
            Fence = claimed.Fence,
            Status = state.IsOpen ? RunStatus.Running : state.Status,
        },
        RunStarted started => Start(state, started, at),
        CheckpointSaved saved => state with { Checkpoints = state.Checkpoints.RemoveAll(other => other.Folder == saved.Folder).Add(saved) },
        SamplesTaken taken => state with { Samples = state.Samples.RemoveAll(other => other.Step >= taken.Step).Add(taken) },
        AlarmRaised raised => state with { Alarms = state.Alarms.Add(raised.Alarm) },
        RunReleased => state with { Worker = null, Status = state.Status == RunStatus.Running ? RunStatus.Queued : state.Status },
        RunFailed failed => state with { Worker = null, Status = RunStatus.Failed, Failure = failed.Reason, Ended = at },
        RunFinished finished => state with { Worker = null, Status = RunStatus.Finished, Result = finished, Ended = at },
        _ => state,
    };

    private static RunState Start(RunState state, RunStarted started, DateTimeOffset at) => state with
    {
        Steps = started.Steps,
        Started = state.Started ?? at,
        Begun = started,
        Samples = state.Samples.RemoveAll(taken => taken.Step > started.ResumedFrom),
        Checkpoints = state.Checkpoints.RemoveAll(saved => saved.Step > started.ResumedFrom),
        Alarms = state.Alarms.RemoveAll(alarm => alarm.Step > started.ResumedFrom),
    };
}
