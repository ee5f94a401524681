using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>What the high-water mark is computed from, and how it is kept.</summary>
internal sealed class HighWaterStatements(string schema)
{
    public const string Name = "HighWaterMark";

    /// <summary>One statement, one snapshot: a commit landing between two would hide a hole.</summary>
    private readonly string _read =
        $"""
        {SafePosition.With(schema, "0")}
        select coalesce((select p.last_seq_id from "{schema}".mt_event_progression p where p.name = '{Name}'), 0),
               safe.position,
               (select case when q.is_called then q.last_value else q.last_value - 1 end from "{schema}".mt_events_sequence q),
               pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
               clock_timestamp()
        from safe
        """;

    /// <summary>
    /// Whether a transaction that may hold a number drawn before the first sighting still runs: one with an older id, one that
    /// began before, one that began before and has written to <c>mt_events</c>, or one that is prepared.
    /// </summary>
    private readonly string _probe =
        $"""
        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint < $1
            or exists (select 1 from pg_stat_activity a
                       where a.datname = current_database() and a.pid <> pg_backend_pid()
                         and a.backend_type = 'client backend' and a.xact_start <= $2)
            or exists (select 1 from pg_locks l left join pg_stat_activity a on a.pid = l.pid
                       where l.relation = '"{schema}".mt_events'::regclass and l.mode = 'RowExclusiveLock' and l.granted
                         and l.pid is distinct from pg_backend_pid() and coalesce(a.xact_start, '-infinity') <= $2)
            or exists (select 1 from pg_prepared_xacts x where x.database = current_database() and x.prepared <= $2)
        """;

    private readonly string _mark = $"select \"{schema}\".mt_mark_event_progression('{Name}', $1)";
    private readonly string _skip = $"select \"{schema}\".mt_mark_progression_with_skip('{Name}', $1, $2)";

    /// <param name="Mark">As stored.</param>
    /// <param name="Safe">Up to where no number is missing.</param>
    /// <param name="Allocated">The last number drawn from the sequence.</param>
    /// <param name="NextTransaction">Every transaction that ran when this was read has a lower id.</param>
    /// <param name="Now">The server's clock.</param>
    public sealed record Statistics(long Mark, long Safe, long Allocated, long NextTransaction, DateTimeOffset Now);

    public async Task<Statistics> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(_read, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await reader.ReadAsync(ct).ConfigureAwait(false);
        return new Statistics(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4));
    }

    public async Task<bool> IsReserverAliveAsync(NpgsqlConnection connection, Statistics firstSighting, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(_probe, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = firstSighting.NextTransaction });
        command.Parameters.Add(new NpgsqlParameter { Value = firstSighting.Now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    public Task MarkAsync(NpgsqlConnection connection, long position, CancellationToken ct) => CallAsync(connection, _mark, [position], ct);

    public Task SkipAsync(NpgsqlConnection connection, long from, long to, CancellationToken ct) => CallAsync(connection, _skip, [to, from], ct);

    private static async Task CallAsync(NpgsqlConnection connection, string sql, long[] arguments, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(sql, connection);
        foreach (long argument in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = argument });
        }

        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
