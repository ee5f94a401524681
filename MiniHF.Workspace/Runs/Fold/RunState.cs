using System.Collections.Immutable;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Runs.Events;

namespace MiniHF.Workspace.Runs.Fold;

/// <summary>A run as it stands at one version of its stream.</summary>
/// <param name="Worker">The worker that has it; null while none does.</param>
/// <param name="Fence">The newest claim.</param>
/// <param name="Steps">Steps of the whole run; 0 before the first worker knew.</param>
/// <param name="Ended">When it was done, failed or was stopped; null while it is open.</param>
/// <param name="Failure">Why it failed; null unless <see cref="Status"/> says so.</param>
public sealed record RunState(
    RunId Id,
    RunPlan? Plan,
    string Name,
    RunManifest Manifest,
    PersonId By,
    DateTimeOffset At,
    RunStatus Status,
    Guid? Worker,
    string Machine,
    long Fence,
    int Steps,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? Failure)
{
    public static RunState Empty { get; } = new(
        default, null, "", RunManifest.Empty, default, default, RunStatus.Queued, null, "", 0, 0, null, null, null);

    /// <summary>Whole and among the run's files, oldest first.</summary>
    public ImmutableList<CheckpointSaved> Checkpoints { get; init; } = [];

    /// <summary>In order of steps; those a later worker will take again are gone.</summary>
    public ImmutableList<SamplesTaken> Samples { get; init; } = [];

    public ImmutableList<TrainingAlarm> Alarms { get; init; } = [];

    /// <summary>What of it was put into the library, the newest last.</summary>
    public ImmutableList<AdapterRegistered> Adapters { get; init; } = [];

    /// <summary>What the trainer found in the data; null before it started.</summary>
    public RunStarted? Begun { get; init; }

    public RunFinished? Result { get; init; }

    public bool IsOpen => Status is RunStatus.Queued or RunStatus.Running or RunStatus.Paused;

    /// <summary>Whether a worker is still saving what it has of a run that was paused or stopped.</summary>
    public bool IsLettingGo => Worker is not null && Status is RunStatus.Paused or RunStatus.Stopped && Worker is not null;
}
