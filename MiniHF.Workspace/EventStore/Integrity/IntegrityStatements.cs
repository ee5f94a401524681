using Npgsql;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>The statements that find faults the database itself can see, and take away what can be made again.</summary>
internal sealed class IntegrityStatements(string schema)
{
    private readonly string _streams = $"select s.id, s.type, coalesce(s.version, 0) from \"{schema}\".mt_streams s order by s.created, s.id";

    private readonly string _counts =
        $"""
        select (select count(*) from "{schema}".mt_streams), (select count(*) from "{schema}".mt_events),
               (select count(*) from "{schema}".mt_minihf_seals), (select count(*) from "{schema}".mt_minihf_snapshots)
        """;

    private readonly string _holes =
        $"""
        select s.id, coalesce(s.version, 0), count(e.version), coalesce(max(e.version), 0)
        from "{schema}".mt_streams s left join "{schema}".mt_events e on e.stream_id = s.id
        group by s.id, s.version having coalesce(s.version, 0) <> count(e.version) or coalesce(s.version, 0) <> coalesce(max(e.version), 0)
        order by s.id
        """;

    /// <summary>Each event against its seal and the stored seal before it: a changed event breaks its own seal and no other.</summary>
    private readonly string _broken =
        $"""
        select e.stream_id, e.version, e.type from "{schema}".mt_events e
        join "{schema}".mt_minihf_seals s on s.stream_id = e.stream_id and s.version = e.version
        left join "{schema}".mt_minihf_seals p on p.stream_id = e.stream_id and p.version = e.version - 1
        where s.hash <> "{schema}".mt_minihf_event_hash(p.hash, e) order by e.stream_id, e.version
        """;

    private readonly string _lost =
        $"""
        select s.stream_id, s.version from "{schema}".mt_minihf_seals s
        where not exists (select 1 from "{schema}".mt_events e where e.stream_id = s.stream_id and e.version = s.version)
        order by s.stream_id, s.version
        """;

    private readonly string _snapshots =
        $"""
        select s.fold, s.schema_version, s.version, s.data, s.hash, e.id is not null and s.seal is not distinct from l.hash
        from "{schema}".mt_minihf_snapshots s
        left join "{schema}".mt_events e on e.stream_id = s.stream_id and e.version = s.version and e.id = s.last_event_id
        left join "{schema}".mt_minihf_seals l on l.stream_id = s.stream_id and l.version = s.version
        where s.stream_id = $1
        """;

    private readonly string _forget = $"delete from \"{schema}\".mt_minihf_snapshots; delete from \"{schema}\".mt_minihf_rungs";

    /// <summary>Only streams no event of which has a seal: a gap within a chain is a fault, and is not to be covered up.</summary>
    private readonly string _seal =
        $"""
        select "{schema}".mt_minihf_seal(s.id, 0) from "{schema}".mt_streams s
        where not exists (select 1 from "{schema}".mt_minihf_seals l where l.stream_id = s.id)
        """;

    /// <param name="Holds">Its last event is the one it names, sealed as it was.</param>
    public sealed record Snapshot(string Fold, int SchemaVersion, long Version, byte[] Data, byte[] Hash, bool Holds);

    public Task<List<(Guid Id, string? Type, long Version)>> StreamsAsync(NpgsqlDataSource source, CancellationToken ct) =>
        RowsAsync(source, _streams, row => (row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2)), ct);

    public async Task<(long Streams, long Events, long Seals, long Snapshots)> CountAsync(NpgsqlDataSource source, CancellationToken ct) =>
        (await RowsAsync(source, _counts, row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), ct).ConfigureAwait(false))[0];

    public Task<List<(Guid Stream, long Said, long Count, long Last)>> HolesAsync(NpgsqlDataSource source, CancellationToken ct) =>
        RowsAsync(source, _holes, row => (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), ct);

    public Task<List<(Guid Stream, long Version, string Type)>> BrokenAsync(NpgsqlDataSource source, CancellationToken ct) =>
        RowsAsync(source, _broken, row => (row.GetGuid(0), row.GetInt64(1), row.GetString(2)), ct);

    public Task<List<(Guid Stream, long Version)>> LostAsync(NpgsqlDataSource source, CancellationToken ct) =>
        RowsAsync(source, _lost, row => (row.GetGuid(0), row.GetInt64(1)), ct);

    public Task<List<Snapshot>> SnapshotsAsync(NpgsqlDataSource source, Guid stream, CancellationToken ct) => RowsAsync(
        source,
        _snapshots,
        row => new Snapshot(row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetBoolean(5)),
        ct,
        stream);

    /// <summary>Removes every snapshot and rung.</summary>
    public Task ForgetSnapshotsAsync(NpgsqlDataSource source, CancellationToken ct) => ExecuteAsync(source, _forget, ct);

    public Task SealAsync(NpgsqlDataSource source, CancellationToken ct) => ExecuteAsync(source, _seal, ct);

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, Guid? parameter = null)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        // As long as a large store takes.
        command.CommandTimeout = 0;
        if (parameter is { } id)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        }

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
