using Npgsql;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>
/// All events after a position, as far as they are safe to read: up to the stored high-water mark, and beyond it as long as no
/// position is missing. This must stay one statement, that is one snapshot: a hole and what follows it are judged together.
/// </summary>
internal sealed class ReadAllStatement(string schema)
{
    private readonly string _sql = $"{SafePosition.With(schema, "$1")} select {EventRow.Columns} from \"{schema}\".mt_events as d, safe "
        + "where d.seq_id > $1 and d.seq_id <= safe.position order by d.seq_id limit $2";

    private readonly string _safe = $"{SafePosition.With(schema, "0")} select safe.position from safe";

    public Task<IReadOnlyList<StoredEvent>> ExecuteAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        long afterPosition,
        int limit,
        CancellationToken ct) => EventRow.ReadAllAsync(Bind(command, afterPosition, limit), types, ct);

    /// <summary>The same, passing over events that this build cannot read.</summary>
    public Task<EventPage> ExecutePageAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        long afterPosition,
        int limit,
        Action<UnknownEventTypeException> unreadable,
        CancellationToken ct) => EventRow.ReadPageAsync(Bind(command, afterPosition, limit), types, afterPosition, unreadable, ct);

    /// <summary>Up to where it would read.</summary>
    public async Task<long> ReadSafePositionAsync(NpgsqlCommand command, CancellationToken ct)
    {
        command.CommandText = _safe;
        return (long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // one row, never null
    }

    private NpgsqlCommand Bind(NpgsqlCommand command, long afterPosition, int limit)
    {
        command.CommandText = _sql;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return command;
    }
}
