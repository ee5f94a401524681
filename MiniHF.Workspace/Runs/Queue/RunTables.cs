using System.Runtime.CompilerServices;
using MiniHF.Workspace.Runs.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>The statements that read and write the tables of runs whole, for checking and mending them.</summary>
internal sealed class RunTables(string schema)
{
    private readonly string _runs =
        $"select id, name, recipe, base, status, steps, notebook, person, adapter, failure, created, started, ended, changed, alarm, guarded from \"{schema}\".run_summaries";

    private readonly string _queue = $"select run, queued, wanted, fence, metric_position from \"{schema}\".run_queue";

    private readonly string _folders = $"select distinct run, folder from \"{schema}\".run_files";

    private readonly string _metrics =
        $"select position, fence, metric, from_step, steps, \"values\", seal from \"{schema}\".run_metrics where run = $1 order by position";

    private readonly string _strays =
        $"""
        with strays as (delete from "{schema}".run_queue where run <> all ($1))
        delete from "{schema}".run_summaries where id <> all ($1)
        """;

    /// <summary>A lease and what is measured are nobody's to make again: they stay as they are.</summary>
    private readonly string _write =
        $"""
        with queued as (
            insert into "{schema}".run_queue as q (run, queued, wanted, fence, metric_position)
            values ($1, $17, $18, $19, coalesce((select max(m.position) from "{schema}".run_metrics m where m.run = $1), 0))
            on conflict (run) do update set queued = excluded.queued, wanted = excluded.wanted, fence = greatest(q.fence, excluded.fence),
                metric_position = greatest(q.metric_position, excluded.metric_position))
        insert into "{schema}".run_summaries (id, name, recipe, base, status, steps, notebook, person, adapter, failure, created, started, ended, changed, alarm, guarded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (id) do update set name = excluded.name, recipe = excluded.recipe, base = excluded.base, status = excluded.status,
            steps = excluded.steps, notebook = excluded.notebook, person = excluded.person, adapter = excluded.adapter,
            failure = excluded.failure, created = excluded.created, started = excluded.started, ended = excluded.ended, changed = excluded.changed,
            alarm = excluded.alarm, guarded = excluded.guarded
        """;

    public async Task<Dictionary<Guid, RunRow>> ReadRunsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_runs);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        Dictionary<Guid, RunRow> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows[reader.GetGuid(0)] = new RunRow(
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                (RunStatus)reader.GetInt32(4),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetGuid(6),
                reader.GetGuid(7),
                reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetString(9),
                reader.GetFieldValue<DateTimeOffset>(10),
                reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
                reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12),
                reader.GetFieldValue<DateTimeOffset>(13),
                reader.IsDBNull(14) ? null : reader.GetString(14),
                reader.GetBoolean(15));
        }

        return rows;
    }

    public async Task<Dictionary<Guid, QueueRow>> ReadQueueAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_queue);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        Dictionary<Guid, QueueRow> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows[reader.GetGuid(0)] = new QueueRow(reader.GetFieldValue<DateTimeOffset>(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4));
        }

        return rows;
    }

    /// <summary>The folders that have files.</summary>
    public async Task<HashSet<(Guid Run, string Folder)>> ReadFoldersAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_folders);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        HashSet<(Guid, string)> folders = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            folders.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return folders;
    }

    /// <summary>The rows of a run, in order, one at a time: there may be many.</summary>
    public async IAsyncEnumerable<SealedMetrics> ReadMetricsAsync(NpgsqlDataSource source, Guid run, [EnumeratorCancellation] CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_metrics);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            MetricRow row = new(reader.GetString(2), reader.GetInt32(3), reader.GetFieldValue<int[]>(4), reader.GetFieldValue<double[]>(5));
            yield return new SealedMetrics(reader.GetInt64(0), reader.GetInt64(1), row, reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6));
        }
    }

    /// <summary>Removes the rows of runs that are not there.</summary>
    public async Task KeepOnlyAsync(NpgsqlDataSource source, Guid[] runs, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_strays);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = runs });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Writes a run's rows as its events have them.</summary>
    public async Task WriteAsync(NpgsqlDataSource source, Guid run, RunRow row, QueueRow queued, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(_write);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Recipe });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Base });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)row.Status });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Steps });
        command.Parameters.Add(Optional(row.Notebook, NpgsqlDbType.Uuid));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = row.Person });
        command.Parameters.Add(Optional(row.Adapter, NpgsqlDbType.Varchar));
        command.Parameters.Add(Optional(row.Failure, NpgsqlDbType.Varchar));
        command.Parameters.Add(Optional(row.Created.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(row.Started?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(row.Ended?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(row.Changed.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(row.Alarm, NpgsqlDbType.Varchar));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = row.IsGuarded });
        command.Parameters.Add(Optional(queued.Queued.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = queued.IsWanted });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = queued.Fence });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
