using System.Text.Json;
using MiniHF.Workspace.EventStore.Statements;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>
    /// Appends events to the end of a stream, all or none, creating the stream when it is new. Events whose id the stream already
    /// holds are left out, so that a retried command changes nothing and gets the first answer again.
    /// </summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="streamType">Alias of its aggregate, kept when the stream is created; null when unknown.</param>
    /// <param name="events">In order; ids must differ.</param>
    /// <param name="expectedVersion">The version before this append, 0 for a new stream; null appends at the end, whatever it is.</param>
    /// <param name="ct">Cancels waiting; an append that was sent may still have happened.</param>
    /// <exception cref="StreamVersionConflictException">The stream is at another version, and the events were not there before.</exception>
    /// <exception cref="StreamArchivedException">The stream is archived.</exception>
    public async Task<AppendResult> AppendAsync(
        Guid streamId,
        string? streamType,
        IReadOnlyList<EventToAppend> events,
        long? expectedVersion,
        CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return await AppendNothingAsync(streamId, expectedVersion, ct).ConfigureAwait(false);
        }

        AppendStatement.Batch batch = ToBatch(events);
        IInlineProjection[] projections = streamType is null ? _projections : ProjectionsOf(streamType);
        try
        {
            AppendStatement.Row row;
            if (projections.Length == 0)
            {
                await using NpgsqlCommand command = _dataSource.CreateCommand();
                row = await _append.ExecuteAsync(command, streamId, streamType, batch, expectedVersion, ct).ConfigureAwait(false);
            }
            else
            {
                row = await AppendAndProjectAsync(streamId, streamType, events, batch, expectedVersion, ct).ConfigureAwait(false);
            }

            if (!row.Appended.Contains(true))
            {
                return new AppendResult(row.Version, row.Positions, AlreadyAppended: true);
            }

            _notifier.Notify(row.Positions.Max());
            return new AppendResult(row.Version, row.Positions, AlreadyAppended: false);
        }
        catch (PostgresException e)
        {
            throw EventStoreErrors.TranslateAppend(e, streamId, expectedVersion);
        }
    }

    private async Task<AppendStatement.Row> AppendAndProjectAsync(
        Guid streamId,
        string? streamType,
        IReadOnlyList<EventToAppend> events,
        AppendStatement.Batch batch,
        long? expectedVersion,
        CancellationToken ct)
    {
        await using NpgsqlConnection connection = await _dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        AppendStatement.Row row;
        await using (NpgsqlCommand command = connection.CreateCommand())
        {
            row = await _append.ExecuteAsync(command, streamId, streamType, batch, expectedVersion, ct).ConfigureAwait(false);
        }

        StoredEvent[] appended = [.. Enumerable.Range(0, events.Count).Where(i => row.Appended[i]).Select(i => new StoredEvent(
            events[i].Id, streamId, row.Versions[i], row.Positions[i], new DateTimeOffset(batch.Timestamps[i]), batch.Types[i], events[i].Data))];
        if (appended.Length > 0 && (row.StreamType ?? streamType) is { } type)
        {
            foreach (IInlineProjection projection in ProjectionsOf(type))
            {
                await projection.ApplyAsync(connection, transaction, streamId, appended, ct).ConfigureAwait(false);
            }
        }

        // From here on the caller cannot call it off: a commit that was sent must be waited for.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return row;
    }

    private async Task<AppendResult> AppendNothingAsync(Guid streamId, long? expectedVersion, CancellationToken ct)
    {
        long version = (await ReadStreamStateAsync(streamId, ct).ConfigureAwait(false))?.Version ?? 0;
        return expectedVersion is null || expectedVersion == version
            ? new AppendResult(version, [], AlreadyAppended: true)
            : throw new StreamVersionConflictException(streamId, expectedVersion, version);
    }

    private IInlineProjection[] ProjectionsOf(string streamType) =>
        _projections.Length == 0 ? _projections : [.. _projections.Where(projection => projection.Handles(streamType))];

    private AppendStatement.Batch ToBatch(IReadOnlyList<EventToAppend> events)
    {
        Guid[] ids = new Guid[events.Count];
        string[] types = new string[events.Count];
        string[] dotnetTypes = new string[events.Count];
        string[] bodies = new string[events.Count];
        DateTime[] timestamps = new DateTime[events.Count];
        // Postgres keeps microseconds; what projections are given must equal what is read back.
        DateTime now = _time.GetUtcNow().UtcDateTime;
        for (int i = 0; i < events.Count; i++)
        {
            object data = events[i].Data;
            ids[i] = events[i].Id;
            DateTime at = events[i].At?.UtcDateTime ?? now;
            timestamps[i] = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
            (types[i], dotnetTypes[i]) = _types.NamesOf(data.GetType());
            bodies[i] = JsonSerializer.Serialize(data, data.GetType(), EventJson.Options);
        }

        return ids.Distinct().Count() == ids.Length
            ? new AppendStatement.Batch(ids, types, dotnetTypes, bodies, timestamps)
            : throw new ArgumentException("Two events of one batch have the same id.", nameof(events));
    }
}
