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

    public Task<IReadOnlyList<StoredEvent>> ExecuteAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        long afterPosition,
        int limit,
        CancellationToken ct)
    {
        command.CommandText = _sql;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return EventRow.ReadAllAsync(command, types, ct);
    }
}
