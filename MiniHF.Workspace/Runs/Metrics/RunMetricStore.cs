using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Queue;
using MiniHF.Workspace.Runs.Replay;
using Npgsql;

namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>What trainers measured, step by step: a table that is appended to, in rows of a metric's values over a few steps.</summary>
internal sealed class RunMetricStore(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> options, RunQueue queue, TimeProvider time)
{
    /// <summary>Who listens is told the run and the last position, never data.</summary>
    public const string Channel = "minihf_run_metrics";

    private readonly string _schema = options.Value.Schema;

    /// <summary>Appends rows, all or none, and says how far the run is.</summary>
    /// <exception cref="RunLostException">Another worker has the run; nothing was written.</exception>
    public async Task AppendAsync(RunClaim claim, IReadOnlyList<MetricRow> rows, int step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long last;
        byte[]? seal;
        await using (NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false))
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false))
        {
            await queue.HoldAsync(connection, transaction, claim, ct).ConfigureAwait(false);
            await using NpgsqlCommand take = new(
                $"update \"{_schema}\".run_queue set metric_position = metric_position + $2, step = $3 where run = $1 returning metric_position, (select m.seal from \"{_schema}\".run_metrics m where m.run = $1 order by m.position desc limit 1)", connection, transaction);
            take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Run.Value });
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = rows.Count });
            take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step });
            await using (NpgsqlDataReader reader = await take.ExecuteReaderAsync(ct).ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    throw new RunLostException(claim.Run);
                }

                (last, seal) = (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1));
            }

            await InsertAsync(connection, transaction, claim, rows, last - rows.Count, seal, ct).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await NotifyAsync(claim.Run, last, ct).ConfigureAwait(false);
    }

    /// <summary>The rows of a run after a position, in order.</summary>
    public async Task<IReadOnlyList<(long Position, MetricRow Row)>> ReadAsync(RunId run, long after, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select position, metric, from_step, steps, \"values\" from \"{_schema}\".run_metrics where run = $1 and position > $2 order by position");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<(long, MetricRow)> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add((reader.GetInt64(0), new MetricRow(
                reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<int[]>(3), reader.GetFieldValue<double[]>(4))));
        }

        return rows;
    }

    /// <summary>All rows of a run, in order, each with its place among all events.</summary>
    public async Task<IReadOnlyList<RecordedMetrics>> ReadRecordedAsync(RunId run, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"select position, after_position, written, metric, from_step, steps, \"values\" from \"{_schema}\".run_metrics where run = $1 order by position");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Value });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        List<RecordedMetrics> rows = [];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(new RecordedMetrics(
                reader.GetInt64(0),
                reader.IsDBNull(1) ? null : reader.GetInt64(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                new MetricRow(reader.GetString(3), reader.GetInt32(4), reader.GetFieldValue<int[]>(5), reader.GetFieldValue<double[]>(6))));
        }

        return rows;
    }

    private async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunClaim claim, IReadOnlyList<MetricRow> rows, long position, byte[]? seal, CancellationToken ct)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using NpgsqlBatch batch = new(connection, transaction);
        foreach (MetricRow row in rows)
        {
            seal = MetricSeal.Of(seal, claim.Run, position + 1, claim.Fence, row);
            NpgsqlBatchCommand insert = new(
                $"""
                insert into "{_schema}".run_metrics (run, position, fence, written, metric, from_step, steps, "values", seal, after_position)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select s.last_value from "{_schema}".mt_events_sequence s))
                """);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Run.Value });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ++position });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Fence });
            insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Metric });
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.FromStep });
            insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = row.Steps });
            insert.Parameters.Add(new NpgsqlParameter<double[]> { TypedValue = row.Values });
            insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal });
            batch.BatchCommands.Add(insert);
        }

        await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Not in the transaction: Postgres lets one that notifies commit at a time. Who is not told finds the rows by asking.</summary>
    private async Task NotifyAsync(RunId run, long position, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"select pg_notify('{Channel}', $1 || ' ' || $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = run.Value.ToString("N") });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
