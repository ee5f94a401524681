using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Queue;
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
        await using (NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false))
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false))
        {
            await queue.HoldAsync(connection, transaction, claim, ct).ConfigureAwait(false);
            await using NpgsqlCommand take = new(
                $"update \"{_schema}\".run_queue set metric_position = metric_position + $2, step = $3 where run = $1 returning metric_position", connection, transaction);
            take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Run.Value });
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = rows.Count });
            take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step });
            last = (long)(await take.ExecuteScalarAsync(ct).ConfigureAwait(false) ?? throw new RunLostException(claim.Run));
            await InsertAsync(connection, transaction, claim, rows, last - rows.Count, ct).ConfigureAwait(false);
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

    private async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunClaim claim, IReadOnlyList<MetricRow> rows, long position, CancellationToken ct)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        await using NpgsqlBatch batch = new(connection, transaction);
        foreach (MetricRow row in rows)
        {
            NpgsqlBatchCommand insert = new(
                $"""
                insert into "{_schema}".run_metrics (run, position, fence, written, metric, from_step, steps, "values")
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Run.Value });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ++position });
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Fence });
            insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Metric });
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.FromStep });
            insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = row.Steps });
            insert.Parameters.Add(new NpgsqlParameter<double[]> { TypedValue = row.Values });
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
