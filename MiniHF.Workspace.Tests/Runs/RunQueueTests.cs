using Microsoft.Extensions.DependencyInjection;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Metrics;
using MiniHF.Workspace.Runs.Queue;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>Claims, leases and fences on a real Postgres.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RunQueueTests(PostgresFixture postgres)
{
    private static readonly Guid s_one = Guid.NewGuid();
    private static readonly Guid s_other = Guid.NewGuid();

    [Fact]
    public async Task Claim_ManyWorkersAtOnce_GivesEachRunToOne()
    {
        await using RunWorkers workspace = await StartAsync();
        RunId[] queued = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await workspace.QueueAsync()).Id))];
        RunQueue queue = workspace.Services.GetRequiredService<RunQueue>();

        RunClaim?[] claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => queue.ClaimAsync(Guid.NewGuid(), "here", CancellationToken.None)));

        Assert.Equal(queued.OrderBy(id => id.Value), claims.OfType<RunClaim>().Select(claim => claim.Run).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task Lease_Ended_IsAnotherWorkers_AndTheFirstCanWriteNothing()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await using RunWorkers workspace = await RunWorkers.StartAsync(database, trainer: null);
        LiveRun run = await workspace.QueueAsync();
        RunQueue queue = workspace.Services.GetRequiredService<RunQueue>();
        RunMetricStore metrics = workspace.Services.GetRequiredService<RunMetricStore>();
        RunClaim first = await queue.ClaimAsync(s_one, "one", CancellationToken.None) ?? throw new InvalidOperationException();
        Assert.Null(await queue.ClaimAsync(s_other, "other", CancellationToken.None));

        await using NpgsqlDataSource direct = NpgsqlDataSource.Create(database);
        await EndLeasesAsync(direct);
        RunClaim second = await queue.ClaimAsync(s_other, "other", CancellationToken.None) ?? throw new InvalidOperationException();

        Assert.Equal((run.Id, 2L), (second.Run, second.Fence));
        await Assert.ThrowsAsync<RunLostException>(() => queue.RenewAsync(first, CancellationToken.None));
        await Assert.ThrowsAsync<RunLostException>(() => metrics.AppendAsync(first, [new MetricRow("loss", 1, [1], [9])], 1, CancellationToken.None));
        await metrics.AppendAsync(second, [new MetricRow("loss", 1, [1], [2])], 1, CancellationToken.None);
        Assert.Equal([2.0], (await metrics.ReadAsync(run.Id, 0, CancellationToken.None)).SelectMany(row => row.Row.Values));
    }

    [Fact]
    public async Task Renew_RunPaused_SaysItIsNotWanted()
    {
        await using RunWorkers workspace = await StartAsync();
        LiveRun run = await workspace.QueueAsync();
        RunQueue queue = workspace.Services.GetRequiredService<RunQueue>();
        RunClaim claim = await queue.ClaimAsync(s_one, "one", CancellationToken.None) ?? throw new InvalidOperationException();
        Assert.True(await queue.RenewAsync(claim, CancellationToken.None));

        await run.ExecuteAsync(new MiniHF.Workspace.Runs.Commands.PauseRun { By = run.State.By }, CancellationToken.None);

        Assert.False(await queue.RenewAsync(claim, CancellationToken.None));
    }

    internal static async Task EndLeasesAsync(NpgsqlDataSource database)
    {
        await using NpgsqlCommand command = database.CreateCommand("update run_queue set lease_until = clock_timestamp() - interval '1 second' where fence = 1");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<RunWorkers> StartAsync() => await RunWorkers.StartAsync(await postgres.CreateConnectionStringAsync(), trainer: null);
}
