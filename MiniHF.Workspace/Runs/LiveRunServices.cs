using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs;

/// <summary>What every live run works with.</summary>
internal sealed record LiveRunServices(PostgresEventStore Store, RunMetricStore Metrics, TimeProvider Time, ILogger<LiveRun> Logger);
