namespace MiniHF.Workspace.Runs.Queue;

/// <summary>A worker's right to a run.</summary>
/// <param name="Worker">The worker process.</param>
/// <param name="Fence">Grows with each claim of the run: what a worker writes is refused once a later claim stands.</param>
public readonly record struct RunClaim(RunId Run, Guid Worker, long Fence);
