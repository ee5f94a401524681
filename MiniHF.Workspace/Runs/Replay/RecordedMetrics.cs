using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs.Replay;

/// <summary>A row of measurements and where it stands among all events.</summary>
/// <param name="Position">Its number among the run's rows.</param>
/// <param name="After">The last position any event had when it was written; null in rows of older builds.</param>
/// <param name="Written">By the writing process's clock.</param>
public sealed record RecordedMetrics(long Position, long? After, DateTimeOffset Written, MetricRow Row);
