using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using Npgsql;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>
/// Who works on which run. The database's clock alone decides whether a lease has ended, so machines whose clocks differ agree; a
/// fence that grows with each claim keeps a worker that was taken for dead from writing once it wakes.
/// </summary>
internal sealed class RunQueue(NpgsqlDataSource dataSource, IOptions<EventStoreOptions> store, IOptions<RunOptions> options)
{
    private readonly string _table = $"\"{store.Value.Schema}\".run_queue";
    private readonly double _leaseSeconds = options.Value.Lease.TotalSeconds;

    /// <summary>Takes the run that waits longest and that no living worker has; null where there is none.</summary>
    public async Task<RunClaim?> ClaimAsync(Guid worker, string machine, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            update {_table} q set worker = $1, machine = $2, fence = q.fence + 1, lease_until = clock_timestamp() + make_interval(secs => $3)
            where q.run = (
                select f.run from {_table} f
                where f.wanted and (f.worker is null or f.lease_until < clock_timestamp())
                order by f.queued, f.run
                for update skip locked
                limit 1)
            returning q.run, q.fence
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = worker });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = machine });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = _leaseSeconds });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new RunClaim(new RunId(reader.GetGuid(0)), worker, reader.GetInt64(1))
            : null;
    }

    /// <summary>Says that the worker lives. Gives whether the run is still wanted: not once it was paused or stopped.</summary>
    /// <exception cref="RunLostException">Another worker has it.</exception>
    public async Task<bool> RenewAsync(RunClaim claim, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"""
            update {_table} set lease_until = clock_timestamp() + make_interval(secs => $4)
            where run = $1 and worker = $2 and fence = $3
            returning wanted
            """);
        Bind(command, claim);
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = _leaseSeconds });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is bool wanted ? wanted : throw new RunLostException(claim.Run);
    }

    /// <summary>Hands a run back that could not even be begun. What stands already in another's hands is left alone.</summary>
    public async Task ReleaseAsync(RunClaim claim, CancellationToken ct)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"update {_table} set worker = null, machine = null, lease_until = null where run = $1 and worker = $2 and fence = $3");
        Bind(command, claim);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Locks the run's row for the rest of a transaction, and makes sure the claim still stands.</summary>
    /// <exception cref="RunLostException">Another worker has it.</exception>
    public async Task HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunClaim claim, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(
            $"select 1 from {_table} where run = $1 and worker = $2 and fence = $3 for update", connection, transaction);
        Bind(command, claim);
        if (await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is null)
        {
            throw new RunLostException(claim.Run);
        }
    }

    private static void Bind(NpgsqlCommand command, RunClaim claim)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Run.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Worker });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Fence });
    }
}
