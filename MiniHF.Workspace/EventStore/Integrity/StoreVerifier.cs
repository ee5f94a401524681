using System.Security.Cryptography;
using MiniHF.Engine;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>
/// Compares everything in the store with the events, and the events with their seals: whether each is as it was appended, whether every
/// stream folds, whether each snapshot is what the fold gives to the byte, and whether each read model says what the events say.
/// </summary>
public sealed class StoreVerifier(
    NpgsqlDataSource dataSource,
    PostgresEventStore store,
    IEnumerable<IStreamFold> folds,
    IEnumerable<IReadModel> readModels,
    IOptions<EventStoreOptions> options)
{
    private readonly IntegrityStatements _statements = new(options.Value.Schema);
    private readonly ILookup<string, IStreamFold> _folds = folds.ToLookup(fold => fold.StreamType, StringComparer.Ordinal);
    private readonly IReadModel[] _readModels = [.. readModels];

    /// <summary>Looks at everything. Changes nothing, and may run while the workspace is in use.</summary>
    public async Task<StoreReport> VerifyAsync(Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        List<StoreFault> faults = [];
        progress("events against their seals");
        faults.AddRange(await VerifyEventsAsync(ct).ConfigureAwait(false));
        List<(Guid Id, string? Type, long Version)> streams = await _statements.StreamsAsync(dataSource, ct).ConfigureAwait(false);
        (_, long events, long seals, _) = await _statements.CountAsync(dataSource, ct).ConfigureAwait(false);
        int snapshots = 0;
        for (int i = 0; i < streams.Count; i++)
        {
            progress($"stream {i + 1} of {streams.Count}");
            (IReadOnlyList<StoreFault> found, int compared) = await VerifyStreamAsync(streams[i].Id, streams[i].Type, ct).ConfigureAwait(false);
            faults.AddRange(found);
            snapshots += compared;
        }

        foreach (IReadModel model in _readModels)
        {
            progress(model.Name);
            try
            {
                faults.AddRange(await model.VerifyAsync(dataSource, ct).ConfigureAwait(false));
            }
            catch (UserFacingException e)
            {
                faults.Add(new StoreFault("read model", null, null, $"{model.Name} cannot be compared: {e.Message}"));
            }
        }

        return new StoreReport(streams.Count, events, Math.Min(seals, events), snapshots, faults);
    }

    /// <summary>
    /// Makes again whatever is made of events: read models now, snapshots as they are needed. Seals streams that an older version wrote.
    /// An event is never changed, and a broken seal stays broken.
    /// </summary>
    public async Task RebuildAsync(Action<string> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress("snapshots");
        await _statements.ForgetSnapshotsAsync(dataSource, ct).ConfigureAwait(false);
        progress("seals of streams that have none");
        await _statements.SealAsync(dataSource, ct).ConfigureAwait(false);
        foreach (IReadModel model in _readModels)
        {
            progress(model.Name);
            await model.RebuildAsync(dataSource, ct).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<StoreFault>> VerifyEventsAsync(CancellationToken ct)
    {
        List<(Guid Stream, long Said, long Count, long Last)> holes = await _statements.HolesAsync(dataSource, ct).ConfigureAwait(false);
        List<(Guid Stream, long Version)> lost = await _statements.LostAsync(dataSource, ct).ConfigureAwait(false);
        List<(Guid Stream, long Version, string Type)> broken = await _statements.BrokenAsync(dataSource, ct).ConfigureAwait(false);
        return
        [
            .. holes.Select(hole => new StoreFault("stream", hole.Stream, null, $"it says it has {hole.Said} events, and has {hole.Count}, the last numbered {hole.Last}. Restore a backup.")),
            .. lost.Select(gone => new StoreFault("event", gone.Stream, gone.Version, "it was appended and is gone. Restore a backup.")),
            .. broken.Select(changed => new StoreFault("event", changed.Stream, changed.Version, $"this {changed.Type} is not what was appended: it, or the seal before it, was changed. Restore a backup.")),
        ];
    }

    private async Task<(IReadOnlyList<StoreFault> Faults, int Snapshots)> VerifyStreamAsync(Guid id, string? type, CancellationToken ct)
    {
        IReadOnlyList<StoredEvent> events;
        try
        {
            events = await store.ReadStreamAsync(id, 0, upToVersion: null, ct).ConfigureAwait(false);
        }
        catch (UnknownEventTypeException e)
        {
            return ([new StoreFault("event", id, null, e.Message)], 0);
        }

        List<StoreFault> faults = [];
        int compared = 0;
        List<IntegrityStatements.Snapshot> snapshots = await _statements.SnapshotsAsync(dataSource, id, ct).ConfigureAwait(false);
        foreach (IStreamFold fold in _folds[type ?? ""])
        {
            IntegrityStatements.Snapshot? snapshot = snapshots.Find(one => one.Fold == fold.Name && one.SchemaVersion == fold.SchemaVersion);
            compared += snapshot is null ? 0 : 1;
            if (snapshot is not null && Explain(snapshot) is { } wrong)
            {
                faults.Add(new StoreFault("snapshot", id, snapshot.Version, wrong));
                snapshot = null;
            }

            if (Refold(id, fold, events, snapshot) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return (faults, compared);
    }

    private static string? Explain(IntegrityStatements.Snapshot snapshot) => snapshot switch
    {
        { Holds: false } => "it ends in an event that is not there, or not sealed as it was. `db rebuild` removes it.",
        _ when !SHA256.HashData(snapshot.Data).AsSpan().SequenceEqual(snapshot.Hash) => "its bytes are not those that were saved. `db rebuild` removes it.",
        _ => null,
    };

    /// <summary>Folds the whole stream, stopping at the snapshot to compare.</summary>
    private static StoreFault? Refold(Guid id, IStreamFold fold, IReadOnlyList<StoredEvent> events, IntegrityStatements.Snapshot? snapshot)
    {
        object? state = fold.Initial;
        foreach (StoredEvent stored in events)
        {
            try
            {
                state = fold.Evolve(state, stored);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it is, it keeps the stream from being opened: that is the finding.
                return new StoreFault("event", id, stored.Version, $"this {stored.Type} cannot be folded: {e.Message.ReplaceLineEndings(" ")}");
            }

            if (stored.Version == snapshot?.Version && !fold.Serialize(state).AsSpan().SequenceEqual(snapshot.Data))
            {
                return new StoreFault("snapshot", id, snapshot.Version, "it is not the state that its events give. `db rebuild` removes it.");
            }
        }

        return null;
    }
}
