namespace MiniHF.Workspace.Runs.Events;

/// <summary>Every event a run's stream can hold.</summary>
public static class RunEventTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(RunQueued),
        typeof(RunRenamed),
        typeof(RunPaused),
        typeof(RunResumed),
        typeof(RunStopped),
        typeof(AdapterRegistered),
        typeof(RunClaimed),
        typeof(RunStarted),
        typeof(CheckpointSaved),
        typeof(SamplesTaken),
        typeof(AlarmRaised),
        typeof(RunReleased),
        typeof(RunFailed),
        typeof(RunFinished),
    ];
}
