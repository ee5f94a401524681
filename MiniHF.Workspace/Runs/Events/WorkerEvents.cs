using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Events;

/// <summary>A worker took the run.</summary>
/// <param name="Worker">The worker process.</param>
/// <param name="Machine">Its machine's name, for people.</param>
public sealed record RunClaimed(Guid Worker, string Machine) : WorkerEvent;

/// <summary>Data is read and the model loaded. Steps after <paramref name="ResumedFrom"/> that an earlier worker did are done again.</summary>
public sealed record RunStarted(int ResumedFrom, int Steps, long TrainedParameters, int Items, long Tokens, int HeldOutItems) : WorkerEvent;

/// <summary>A checkpoint is among the run's files.</summary>
/// <param name="Folder">The files' folder.</param>
public sealed record CheckpointSaved(int Step, string Folder, bool IsBest) : WorkerEvent;

public sealed record SamplesTaken(int Step, IReadOnlyList<TrainingSample> Samples) : WorkerEvent;

public sealed record AlarmRaised(TrainingAlarm Alarm) : WorkerEvent;

/// <summary>The worker let go: the run was paused or stopped, or the worker's machine shuts down.</summary>
public sealed record RunReleased(int Step) : WorkerEvent;

/// <param name="Reason">One line for the person who asked.</param>
public sealed record RunFailed(string Reason) : WorkerEvent;

/// <summary>It is done. The result is among the run's files.</summary>
/// <param name="ResultStep">The step whose weights are the result.</param>
/// <param name="Guarded">Why the collapse guard ended it early; null where it did all its steps.</param>
/// <param name="IsModel">Whether the result is a whole model rather than an adapter.</param>
public sealed record RunFinished(int Steps, int ResultStep, string Folder, string? Guarded, bool IsModel) : WorkerEvent;
