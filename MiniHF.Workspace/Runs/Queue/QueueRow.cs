using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>A run's place in the queue, as far as its events decide it.</summary>
/// <param name="Queued">When it was put there last.</param>
/// <param name="IsWanted">Whether a worker should have it.</param>
/// <param name="Fence">The newest claim; in the table it may be one that no event tells of yet.</param>
/// <param name="MetricPosition">How many rows were measured; 0 where only events were asked.</param>
internal sealed record QueueRow(DateTimeOffset Queued, bool IsWanted, long Fence, long MetricPosition)
{
    public static QueueRow Of(RunState state, IReadOnlyList<StoredEvent> events) => new(
        events.LastOrDefault(stored => stored.Data is RunQueued or RunResumed)?.Timestamp ?? state.At,
        events.LastOrDefault(stored => stored.Data is RunQueued or RunResumed or RunPaused or RunStopped or RunFailed or RunFinished)?.Data is RunQueued or RunResumed,
        state.Fence,
        0);
}
