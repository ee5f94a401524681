using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>
/// A stream's events in order. Unlike Marten's reader it does not leave out archived rows: an archived notebook is still there
/// to be read.
/// </summary>
internal sealed class ReadStreamStatement(string schema)
{
    private readonly string _sql =
        $"""
        select {EventRow.Columns} from "{schema}".mt_events as d
        where d.stream_id = $1 and d.version > $2 and d.version <= coalesce($3, 9223372036854775807) order by d.version
        """;

    public async Task<IReadOnlyList<StoredEvent>> ExecuteAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        Guid streamId,
        long afterVersion,
        long? upToVersion,
        CancellationToken ct)
    {
        List<StoredEvent> events = [];
        await ExecuteAsync(command, types, streamId, afterVersion, upToVersion, events.Add, ct).ConfigureAwait(false);
        return events;
    }

    /// <param name="each">Called with every event while the next ones are still on their way.</param>
    public Task ExecuteAsync(
        NpgsqlCommand command,
        EventTypeRegistry types,
        Guid streamId,
        long afterVersion,
        long? upToVersion,
        Action<StoredEvent> each,
        CancellationToken ct)
    {
        command.CommandText = _sql;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterVersion });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)upToVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        return EventRow.ReadEachAsync(command, types, each, ct);
    }
}
