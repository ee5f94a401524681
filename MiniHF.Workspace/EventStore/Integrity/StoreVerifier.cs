using System.Globalization;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.EventStore.Ladder;
using Npgsql;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>
/// Compares everything in the store with the events, and the events with their seals: whether each is as it was appended, whether every
/// stream folds, whether each state on record is what the fold gives to the byte, and whether each read model says what the events say.
/// </summary>
public sealed class StoreVerifier(
    NpgsqlDataSource dataSource,
    PostgresEventStore store,
    IEnumerable<IStreamFold> folds,
    IEnumerable<IReadModel> readModels,
    SnapshotLadders ladders,
    IOptions<EventStoreOptions> options)
{
    private readonly IntegrityStatements _statements = new(options.Value.Schema);
    private readonly LadderStatements _ladders = new(options.Value.Schema);
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
        Dictionary<Guid, string> titles = [];
        int snapshots = 0;
        int rungs = 0;
        long folded = 0;
        for (int i = 0; i < streams.Count; i++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"stream {i + 1:N0} of {streams.Count:N0}, event {folded:N0} of {events:N0}"));
            Checked one = await VerifyStreamAsync(streams[i].Id, streams[i].Type, ct).ConfigureAwait(false);
            faults.AddRange(one.Faults);
            snapshots += one.Snapshots;
            rungs += one.Rungs;
            folded += streams[i].Version;
            if (one.Title is { } title)
            {
                titles[streams[i].Id] = title;
            }
        }

        foreach (IReadModel model in _readModels)
        {
            progress(model.Name);
            try
            {
                faults.AddRange(await model.VerifyAsync(dataSource, step => progress($"{model.Name}, {step}"), ct).ConfigureAwait(false));
            }
            catch (UserFacingException e)
            {
                faults.Add(new StoreFault("read model", null, null, $"{model.Name} cannot be compared: {e.Message}"));
            }
        }

        return new StoreReport(streams.Count, events, Math.Min(seals, events), snapshots, rungs, [.. faults.Select(fault =>
            fault.Title is null && fault.Stream is { } stream ? fault with { Title = titles.GetValueOrDefault(stream) } : fault)]);
    }

    /// <summary>
    /// Makes again whatever is made of events: read models, and the snapshots of the past; the newest one of a stream comes back as it is used. Seals
    /// streams that an older version wrote. An event is never changed, and a broken seal stays broken. Called off, it leaves nothing half made.
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
            await model.RebuildAsync(dataSource, step => progress($"{model.Name}, {step}"), ct).ConfigureAwait(false);
        }

        IReadOnlyList<Guid> behind = await ladders.ListBehindAsync(ct).ConfigureAwait(false);
        for (int i = 0; i < behind.Count; i++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"snapshots of the past, stream {i + 1:N0} of {behind.Count:N0}"));
            await ladders.ExtendAsync(behind[i], ct).ConfigureAwait(false);
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

    private async Task<Checked> VerifyStreamAsync(Guid id, string? type, CancellationToken ct)
    {
        IReadOnlyList<StoredEvent> events;
        try
        {
            events = await store.ReadStreamAsync(id, 0, upToVersion: null, ct).ConfigureAwait(false);
        }
        catch (UnknownEventTypeException e)
        {
            return new Checked([new StoreFault("event", id, null, e.Message)], 0, 0, null);
        }

        List<StoreFault> faults = [];
        int snapshots = 0;
        int rungs = 0;
        string? title = null;
        List<IntegrityStatements.Snapshot> kept = await _statements.SnapshotsAsync(dataSource, id, ct).ConfigureAwait(false);
        foreach (IStreamFold fold in _folds[type ?? ""])
        {
            StreamCheck check = new(fold, id, events);
            faults.AddRange(check.Run(
                kept.Find(one => one.Fold == fold.Name && one.SchemaVersion == fold.SchemaVersion),
                await _ladders.ListAsync(dataSource, id, fold.Name, fold.SchemaVersion, ct).ConfigureAwait(false),
                ct));
            snapshots += check.Snapshots;
            rungs += check.Rungs;
            title ??= check.Title;
        }

        return new Checked(faults, snapshots, rungs, title);
    }

    private sealed record Checked(IReadOnlyList<StoreFault> Faults, int Snapshots, int Rungs, string? Title);
}
