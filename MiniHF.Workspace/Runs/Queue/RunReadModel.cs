using System.Globalization;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;
using Npgsql;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>
/// The list of runs, their queue and what was measured, compared with the runs' events and with seals. Who has a run at this moment is no event, and
/// neither are measurements: those are compared with their own seals, and nothing makes them again.
/// </summary>
internal sealed class RunReadModel(PostgresEventStore store, IOptions<EventStoreOptions> options) : IReadModel
{
    private readonly RunTables _tables = new(options.Value.Schema);

    public string Name => "runs";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoreFault>> VerifyAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<Guid, RunRow> rows = await _tables.ReadRunsAsync(dataSource, ct).ConfigureAwait(false);
        Dictionary<Guid, QueueRow> queue = await _tables.ReadQueueAsync(dataSource, ct).ConfigureAwait(false);
        HashSet<(Guid Run, string Folder)> folders = await _tables.ReadFoldersAsync(dataSource, ct).ConfigureAwait(false);
        IReadOnlyList<StreamState> streams = await store.ListStreamsAsync(RunFold.StreamType, ct).ConfigureAwait(false);
        List<StoreFault> faults = [];
        for (int i = 0; i < streams.Count; i++)
        {
            progress(ReadModelProgress.Of(i, streams.Count));
            Guid run = streams[i].Id;
            IReadOnlyList<StoredEvent> events = await store.ReadStreamAsync(run, 0, upToVersion: null, ct).ConfigureAwait(false);
            RunState state = events.Aggregate(RunState.Empty, RunFold.Fold.Evolve);
            rows.Remove(run, out RunRow? row);
            queue.Remove(run, out QueueRow? queued);
            faults.AddRange(Compare(events, state, row, queued)
                .Concat(state.Result is { } result && !folders.Contains((run, result.Folder)) ? ["its result is not among its files. Restore a backup."] : [])
                .Concat(await CheckMetricsAsync(dataSource, run, queued, ct).ConfigureAwait(false))
                .Select(words => new StoreFault("read model", run, null, words) { Title = state.Name }));
        }

        faults.AddRange(rows.Keys.Union(queue.Keys).Order().Select(id => new StoreFault("read model", id, null, "the list or the queue has a run that is not there. `db rebuild` removes it.")));
        return faults;
    }

    /// <inheritdoc/>
    public async Task RebuildAsync(NpgsqlDataSource dataSource, Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        IReadOnlyList<StreamState> streams = await store.ListStreamsAsync(RunFold.StreamType, ct).ConfigureAwait(false);
        await _tables.KeepOnlyAsync(dataSource, [.. streams.Select(stream => stream.Id)], ct).ConfigureAwait(false);
        for (int i = 0; i < streams.Count; i++)
        {
            progress(ReadModelProgress.Of(i, streams.Count));
            IReadOnlyList<StoredEvent> events = await store.ReadStreamAsync(streams[i].Id, 0, upToVersion: null, ct).ConfigureAwait(false);
            RunState state = events.Aggregate(RunState.Empty, RunFold.Fold.Evolve);
            if (state.Plan is not null)
            {
                await _tables.WriteAsync(dataSource, streams[i].Id, RunRow.Of(state, events), QueueRow.Of(state, events), ct).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<string> Compare(IReadOnlyList<StoredEvent> events, RunState state, RunRow? row, QueueRow? queued)
    {
        if (state.Plan is null)
        {
            yield break;
        }

        if (row is null)
        {
            yield return "no list shows it. `db rebuild` makes its row.";
        }
        else if (row.DifferencesFrom(RunRow.Of(state, events)) is { Count: > 0 } wrong)
        {
            yield return $"its row in the list has another {string.Join(", ", wrong)} than its events. `db rebuild` mends it.";
        }

        QueueRow expected = QueueRow.Of(state, events);
        if (queued is null)
        {
            yield return "it stands in no queue, so no worker can take it. `db rebuild` makes its place.";
        }
        else if (queued.IsWanted != expected.IsWanted || queued.Fence < expected.Fence)
        {
            yield return $"its place in the queue is not what its events say{(queued.Fence < expected.Fence ? ", and two workers could take it at once" : "")}. `db rebuild` mends it.";
        }
    }

    private async Task<IReadOnlyList<string>> CheckMetricsAsync(NpgsqlDataSource dataSource, Guid run, QueueRow? queued, CancellationToken ct)
    {
        byte[]? previous = null;
        long last = 0;
        List<string> wrong = [];
        await foreach (SealedMetrics row in _tables.ReadMetricsAsync(dataSource, run, ct).ConfigureAwait(false))
        {
            if (row.Position != last + 1)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"measurements {last + 1:N0} to {row.Position - 1:N0} are gone. Restore a backup."));
            }
            else if (row.Seal is { } seal && !MetricSeal.Of(previous, new RunId(run), row.Position, row.Fence, row.Row).AsSpan().SequenceEqual(seal))
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"measurement {row.Position:N0} ({row.Row.Metric} from step {row.Row.FromStep:N0} on), or the seal before it, is not what was written. Restore a backup."));
            }

            (previous, last) = (row.Seal, row.Position);
        }

        if (queued is not null && queued.MetricPosition != last)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"it has {last:N0} measurements where {queued.MetricPosition:N0} were written. Restore a backup."));
        }

        return wrong;
    }
}
