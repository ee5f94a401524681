using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using Npgsql;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>
/// Keeps the queue and the list of runs in step with their streams, in the transaction of each append; and refuses, by failing,
/// what a worker reports that no longer has the run.
/// </summary>
internal sealed class RunProjection(IOptions<EventStoreOptions> options) : IInlineProjection
{
    /// <summary>The last alarm of a step that was not taken again since: those of others are gone with their steps.</summary>
    private const string LastAlarm =
        """
        select raised.data->'Alarm'->>'Message' from {schema}.mt_events raised
        where raised.stream_id = $1 and raised.type = 'alarm_raised' and (raised.data->'Alarm'->>'Step')::integer <= all (
            select (begun.data->>'ResumedFrom')::integer from {schema}.mt_events begun
            where begun.stream_id = $1 and begun.type = 'run_started' and begun.version > raised.version)
        order by raised.version desc limit 1
        """;

    private readonly string _schema = options.Value.Schema;

    public bool Handles(string streamType) => streamType == RunFold.StreamType;

    public async Task ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid streamId, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (StoredEvent stored in events)
        {
            if (stored.Data is WorkerEvent reported)
            {
                await CheckFenceAsync(connection, transaction, streamId, reported.Fence, ct).ConfigureAwait(false);
            }

            await QueueAsync(connection, transaction, streamId, stored, ct).ConfigureAwait(false);
            await SummarizeAsync(connection, transaction, streamId, stored, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Locks the run's row, so that no claim comes between this and the commit.</summary>
    private async Task CheckFenceAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid run, long fence, CancellationToken ct)
    {
        await using NpgsqlCommand command = new($"select fence from \"{_schema}\".run_queue where run = $1 for update", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        if (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is not long current || current != fence)
        {
            throw new RunLostException(new RunId(run));
        }
    }

    private async Task QueueAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid run, StoredEvent stored, CancellationToken ct)
    {
        string? sql = stored.Data switch
        {
            RunQueued => $"insert into \"{_schema}\".run_queue (run, queued, wanted) values ($1, $2, true) on conflict (run) do nothing",
            RunResumed => $"update \"{_schema}\".run_queue set wanted = true, queued = $2 where run = $1",
            RunPaused or RunStopped => $"update \"{_schema}\".run_queue set wanted = false where run = $1",
            RunReleased => $"update \"{_schema}\".run_queue set worker = null, machine = null, lease_until = null where run = $1",
            RunFailed or RunFinished => $"update \"{_schema}\".run_queue set wanted = false, worker = null, machine = null, lease_until = null where run = $1",
            _ => null,
        };
        if (sql is null)
        {
            return;
        }

        await using NpgsqlCommand command = new(sql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        if (sql.Contains("$2", StringComparison.Ordinal))
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = stored.Timestamp.UtcDateTime });
        }

        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task SummarizeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid run, StoredEvent stored, CancellationToken ct)
    {
        string table = $"\"{_schema}\".run_summaries";
        await using NpgsqlCommand command = new("", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = stored.Timestamp.UtcDateTime });
        if (stored.Data is RunQueued queued)
        {
            command.CommandText =
                $"""
                insert into {table} (id, created, changed, name, recipe, base, status, steps, notebook, person)
                values ($1, $2, $2, $3, $4, $5, 0, 0, $6, $7) on conflict (id) do nothing
                """;
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queued.Plan.Name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queued.Plan.Recipe.Name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queued.Plan.Base });
            command.Parameters.Add(new NpgsqlParameter { Value = queued.Plan.Notebook is { } notebook ? notebook.Value : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = queued.By.Value });
        }
        else if (ChangeOf(stored.Data) is { } change)
        {
            command.CommandText = $"update {table} set {change.Sql.Replace("{schema}", $"\"{_schema}\"", StringComparison.Ordinal)}, changed = $2 where id = $1";
            if (change.Value is { } value)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }
        }
        else
        {
            return;
        }

        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>What an event changes in the list; null where nothing. <c>$3</c> is the value.</summary>
    private static (string Sql, object? Value)? ChangeOf(object happened) => happened switch
    {
        RunRenamed renamed => ("name = $3", renamed.Name),
        RunPaused => ("status = 2", null),
        // Running where a worker has not let go yet.
        RunResumed => ("status = case when exists (select 1 from {schema}.run_queue q where q.run = id and q.worker is not null) then 1 else 0 end, failure = null, ended = null", null),
        RunStopped => ("status = 3, ended = $2", null),
        RunClaimed => ("status = case when status in (0, 1, 2) then 1 else status end", null),
        RunStarted started => ($"steps = $3, started = coalesce(started, $2), alarm = ({LastAlarm})", started.Steps),
        AlarmRaised { Alarm: var alarm } => ("alarm = $3", alarm.Message),
        RunReleased => ("status = case when status = 1 then 0 else status end", null),
        RunFailed failed => ("status = 4, ended = $2, failure = $3", failed.Reason),
        RunFinished { Guarded: { } guarded } => ("status = 5, ended = $2, guarded = true, alarm = $3", guarded),
        RunFinished => ("status = 5, ended = $2", null),
        AdapterRegistered registered => ("adapter = $3", registered.Adapter),
        _ => null,
    };
}
