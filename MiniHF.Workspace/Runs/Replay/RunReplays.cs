using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs.Replay;

/// <summary>Reads what is known of runs, for pages that show the past.</summary>
public sealed class RunReplays
{
    private readonly RunLibrary _runs;
    private readonly PostgresEventStore _store;
    private readonly RunMetricStore _metrics;

    internal RunReplays(RunLibrary runs, PostgresEventStore store, RunMetricStore metrics)
    {
        _runs = runs;
        _store = store;
        _metrics = metrics;
    }

    /// <summary>All of a run up to now; null where there is none of that id that the person may see.</summary>
    public async Task<RunReplay?> OpenAsync(RunId id, PersonId reader, CancellationToken ct)
    {
        if (await _runs.OpenAsync(id, reader, ct).ConfigureAwait(false) is null)
        {
            return null;
        }

        // Metrics first: what an event says of them is then among them.
        IReadOnlyList<RecordedMetrics> rows = await _metrics.ReadRecordedAsync(id, ct).ConfigureAwait(false);
        return new RunReplay(id, await _store.ReadStreamAsync(id.Value, 0, upToVersion: null, ct).ConfigureAwait(false), rows);
    }
}
