namespace MiniHF.Workspace.Runs.Events;

/// <summary>Somebody asked for a run. All it takes to do it, and to do it again, is here and in the run's files.</summary>
public sealed record RunQueued(RunPlan Plan, RunManifest Manifest) : RunEvent;

public sealed record RunRenamed(string Name) : RunEvent;

/// <summary>Somebody paused it; the worker saves a checkpoint and lets go.</summary>
public sealed record RunPaused : RunEvent;

/// <summary>It waits for a worker again, to go on from its last checkpoint.</summary>
public sealed record RunResumed : RunEvent;

/// <summary>Somebody ended it early.</summary>
public sealed record RunStopped : RunEvent;

/// <summary>A checkpoint was put into the library under a name, or the result was.</summary>
/// <param name="Adapter">Its name in the library.</param>
/// <param name="Step">The step whose weights it has.</param>
public sealed record AdapterRegistered(string Adapter, int Step) : RunEvent;
