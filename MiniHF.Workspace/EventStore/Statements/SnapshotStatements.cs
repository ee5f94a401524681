using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>Reads and writes snapshots.</summary>
internal sealed class SnapshotStatements(string schema)
{
    /// <summary>The join makes sure that the event the snapshot ends in is still the one in the stream, and sealed as it was: never trust it over events.</summary>
    private readonly string _read =
        $"""
        select s.version, s.data, s.hash from "{schema}".mt_minihf_snapshots s
        join "{schema}".mt_events e on e.stream_id = s.stream_id and e.version = s.version and e.id = s.last_event_id
        left join "{schema}".mt_minihf_seals l on l.stream_id = s.stream_id and l.version = s.version
        where s.seal is not distinct from l.hash and s.stream_id = $1 and s.fold = $2 and s.schema_version = $3 and s.version <= coalesce($4, 9223372036854775807)
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
        byte[] data = await reader.GetFieldValueAsync<byte[]>(1, ct).ConfigureAwait(false);
        return new Row(version, data, await reader.GetFieldValueAsync<byte[]>(2, ct).ConfigureAwait(false));
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
