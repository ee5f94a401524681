using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>A row of measurements with what it was sealed with.</summary>
/// <param name="Seal">Null in rows of older builds.</param>
internal sealed record SealedMetrics(long Position, long Fence, MetricRow Row, byte[]? Seal);
