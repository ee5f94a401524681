using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>Reads and writes rungs.</summary>
internal sealed class LadderStatements(string schema)
{
    private readonly string _last =
        $"""
        select r.schema_version, r.version, r.chain from "{schema}".mt_minihf_rungs r
        where r.stream_id = $1 and r.fold = $2 and r.schema_version >= $3 order by r.schema_version desc, r.version desc limit 1
        """;

    /// <summary>Nothing comes back where the rung is there already: another server is building the same ladder.</summary>
    private readonly string _add =
        $"""
        insert into "{schema}".mt_minihf_rungs (stream_id, fold, schema_version, version, last_event_id, seal, hash, chain, data, saved)
        select e.stream_id, $2, $3, e.version, e.id, l.hash, $5,
               sha256(coalesce($6, ''::bytea) || convert_to(e.stream_id::text || '|' || $2 || '|' || $3 || '|' || e.version, 'UTF8') || coalesce(l.hash, ''::bytea) || $5),
               $7, $8
        from "{schema}".mt_events e
        left join "{schema}".mt_minihf_seals l on l.stream_id = e.stream_id and l.version = e.version
        where e.stream_id = $1 and e.version = $4
        on conflict do nothing returning chain
        """;

    /// <summary>What an older build's fold gave says nothing to this one.</summary>
    private readonly string _thin =
        $"""
        with older as (delete from "{schema}".mt_minihf_rungs where stream_id = $1 and fold = $2 and schema_version < $3)
        update "{schema}".mt_minihf_rungs set data = null
        where stream_id = $1 and fold = $2 and schema_version = $3 and version % $4 <> 0 and data is not null
        """;

    private readonly string _behind =
        $"""
        select s.id, s.version, coalesce((select max(r.version) from "{schema}".mt_minihf_rungs r where r.stream_id = s.id and r.fold = $2 and r.schema_version >= $3), 0)
        from "{schema}".mt_streams s where s.type = $1 and s.version >= {SnapshotLadder.First} order by s.timestamp desc
        """;

    private readonly string _list =
        $"""
        select r.version, r.hash, r.chain, r.data, l.hash, e.id is not null and r.seal is not distinct from l.hash
        from "{schema}".mt_minihf_rungs r
        left join "{schema}".mt_events e on e.stream_id = r.stream_id and e.version = r.version and e.id = r.last_event_id
        left join "{schema}".mt_minihf_seals l on l.stream_id = r.stream_id and l.version = r.version
        where r.stream_id = $1 and r.fold = $2 and r.schema_version = $3 order by r.version
        """;

    private readonly string _lock = $"select pg_try_advisory_lock(hashtextextended('minihf_ladder:{schema}:' || $1, 0))";

    /// <summary>The last rung of this build's fold or a newer one's.</summary>
    public async Task<(int SchemaVersion, long Version, byte[]? Chain)> ReadLastAsync(NpgsqlConnection connection, Guid stream, string fold, int schemaVersion, CancellationToken ct)
    {
        await using NpgsqlCommand command = Command(connection, _last, stream, fold, schemaVersion);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? (reader.GetInt32(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2))
            : (schemaVersion, 0, null);
    }

    /// <summary>Writes a rung and gives its chain value; null where it is there already, or the event is not.</summary>
    public async Task<byte[]?> AddAsync(
        NpgsqlConnection connection, Guid stream, string fold, int schemaVersion, long version, byte[] hash, byte[]? previous, byte[]? data, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = Command(connection, _add, stream, fold, schemaVersion);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)previous ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)data ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) as byte[];
    }

    /// <summary>Lets go of states that a stream of that length does not keep.</summary>
    public async Task ThinAsync(NpgsqlConnection connection, Guid stream, string fold, int schemaVersion, long stateSpacing, CancellationToken ct)
    {
        await using NpgsqlCommand command = Command(connection, _thin, stream, fold, schemaVersion);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stateSpacing });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Streams of a type, what was changed last first, with the version of each and of its last rung.</summary>
    public async Task<List<(Guid Stream, long Version, long Rung)>> ListLastAsync(NpgsqlDataSource source, string streamType, string fold, int schemaVersion, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_behind);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamType });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fold });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = schemaVersion });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<(Guid, long, long)> streams = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            streams.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return streams;
    }

    /// <summary>All rungs of a stream, in order.</summary>
    public async Task<List<Rung>> ListAsync(NpgsqlDataSource source, Guid stream, string fold, int schemaVersion, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using NpgsqlCommand command = Command(connection, _list, stream, fold, schemaVersion);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<Rung> rungs = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rungs.Add(new Rung(
                reader.GetInt64(0),
                reader.GetFieldValue<byte[]>(1),
                reader.GetFieldValue<byte[]>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4),
                reader.GetBoolean(5)));
        }

        return rungs;
    }

    /// <summary>Makes the ladder of a stream this connection's own; false where another server is at it.</summary>
    public async Task<bool> TryLockAsync(NpgsqlConnection connection, Guid stream, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(_lock, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream.ToString() });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is true;
    }

    /// <summary>Undoes <see cref="TryLockAsync"/>: a connection given back to the pool would keep the lock.</summary>
    public static async Task UnlockAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new("select pg_advisory_unlock_all()", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid stream, string fold, int schemaVersion)
    {
        NpgsqlCommand command = new(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fold });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = schemaVersion });
        return command;
    }
}
