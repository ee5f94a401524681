using System.Data;
using MiniHF.Workspace.EventStore.Ladder;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>Reads and writes snapshots.</summary>
internal sealed class SnapshotStatements(string schema)
{
    /// <summary>
    /// The newest one, or the nearest rung. The join makes sure that the event it ends in is still the one in the stream, and sealed as it was:
    /// never trust it over events.
    /// </summary>
    private readonly string _read =
        $"""
        select s.version, s.packed, s.data, s.hash from (
            select version, last_event_id, seal, false as packed, data, hash from "{schema}".mt_minihf_snapshots
            where stream_id = $1 and fold = $2 and schema_version = $3 and version <= coalesce($4, 9223372036854775807)
            union all
            (select version, last_event_id, seal, true, data, hash from "{schema}".mt_minihf_rungs
             where stream_id = $1 and fold = $2 and schema_version = $3 and version <= coalesce($4, 9223372036854775807) and data is not null
             order by version desc limit 1)) s
        join "{schema}".mt_events e on e.stream_id = $1 and e.version = s.version and e.id = s.last_event_id
        left join "{schema}".mt_minihf_seals l on l.stream_id = $1 and l.version = s.version
        where s.seal is not distinct from l.hash order by s.version desc, s.packed limit 1
        """;

    /// <summary>An older snapshot never replaces a newer one of the same or a newer fold.</summary>
    private readonly string _write =
        $"""
        insert into "{schema}".mt_minihf_snapshots (stream_id, fold, schema_version, version, last_event_id, data, hash, saved, seal)
        select e.stream_id, $2, $3, e.version, e.id, $5, $6, $7, l.hash from "{schema}".mt_events e
        left join "{schema}".mt_minihf_seals l on l.stream_id = e.stream_id and l.version = e.version where e.stream_id = $1 and e.version = $4
        on conflict on constraint pkey_mt_minihf_snapshots do update
            set schema_version = excluded.schema_version, version = excluded.version, last_event_id = excluded.last_event_id,
                data = excluded.data, hash = excluded.hash, saved = excluded.saved, seal = excluded.seal
            where (mt_minihf_snapshots.schema_version, mt_minihf_snapshots.version) <= (excluded.schema_version, excluded.version)
               or not exists (select 1 from "{schema}".mt_events e
                              where e.stream_id = mt_minihf_snapshots.stream_id and e.version = mt_minihf_snapshots.version
                                and e.id = mt_minihf_snapshots.last_event_id)
        """;

    /// <param name="Data">As the fold wrote it.</param>
    /// <param name="Hash">SHA-256 of <paramref name="Data"/>.</param>
    public sealed record Row(long Version, byte[] Data, byte[] Hash);

    public async Task<Row?> ReadAsync(NpgsqlCommand command, Guid streamId, string fold, int schemaVersion, long? upToVersion, CancellationToken ct)
    {
        command.CommandText = _read;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fold });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = schemaVersion });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)upToVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        // Sequential: megabytes of data go straight into their array, not through a buffer for the whole row.
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct).ConfigureAwait(false);
        if (!await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            return null;
        }

        long version = reader.GetInt64(0);
        bool packed = reader.GetBoolean(1);
        byte[] data = await reader.GetFieldValueAsync<byte[]>(2, ct).ConfigureAwait(false);
        byte[] hash = await reader.GetFieldValueAsync<byte[]>(3, ct).ConfigureAwait(false);
        return packed ? PackedState.Unpack(data) is { } unpacked ? new Row(version, unpacked, hash) : null : new Row(version, data, hash);
    }

    public Task WriteAsync(NpgsqlCommand command, Guid streamId, string fold, int schemaVersion, Row row, DateTimeOffset now, CancellationToken ct)
    {
        command.CommandText = _write;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fold });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = schemaVersion });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Version });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Data });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Hash });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return command.ExecuteNonQueryAsync(ct);
    }
}
