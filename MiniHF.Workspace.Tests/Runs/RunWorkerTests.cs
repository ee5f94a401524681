using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore.Integrity;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Tests.Fixtures;
using Npgsql;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>Runs as workers on a real Postgres do them.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RunWorkerTests(PostgresFixture postgres)
{
    private static readonly PersonId s_me = PersonId.New();

    [Fact]
    public async Task Run_Queued_IsDoneStepByStep()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await using RunWorkers worker = await RunWorkers.StartAsync(database, new ScriptedTrainer(steps: 20, checkpointEvery: 8));

        LiveRun run = await worker.QueueAsync();

        await run.WaitAsync(now => now.State.Status == RunStatus.Finished && now.Series.CountOf("loss") == 20);
        Assert.Equal(Curve(20), run.Series.AllOf("loss").Values);
        Assert.Equal([8, 16], run.State.Checkpoints.Select(saved => saved.Step));
        Assert.Equal(16, run.State.Manifest.Items);
    }

    [Fact]
    public async Task TwoRuns_TwoWorkers_EachIsDoneOnce()
    {
        string database = await postgres.CreateConnectionStringAsync();
        ScriptedTrainer one = new(steps: 5, checkpointEvery: 5) { HoldAt = 3 };
        ScriptedTrainer other = new(steps: 5, checkpointEvery: 5) { HoldAt = 3 };
        await using RunWorkers first = await RunWorkers.StartAsync(database, one);
        await using RunWorkers second = await RunWorkers.StartAsync(database, other);

        LiveRun a = await first.QueueAsync();
        LiveRun b = await first.QueueAsync();
        await one.ReachedAsync();
        await other.ReachedAsync();
        one.GoOn.SetResult();
        other.GoOn.SetResult();

        await a.WaitAsync(run => run.State.Status == RunStatus.Finished);
        await b.WaitAsync(run => run.State.Status == RunStatus.Finished);
        Assert.Equal((1, 1), (one.Starts, other.Starts));
        Assert.Equal((1L, 1L), (a.State.Fence, b.State.Fence));
    }

    [Fact]
    public async Task Run_PausedAndResumed_GoesOnFromWhereItStood()
    {
        string database = await postgres.CreateConnectionStringAsync();
        ScriptedTrainer trainer = new(steps: 12, checkpointEvery: 100) { HoldAt = 7 };
        await using RunWorkers worker = await RunWorkers.StartAsync(database, trainer);
        LiveRun run = await worker.QueueAsync();
        await trainer.ReachedAsync();

        await run.ExecuteAsync(new PauseRun { By = s_me }, CancellationToken.None);
        await run.WaitAsync(now => now.State is { Status: RunStatus.Paused, Worker: null });
        Assert.Equal([6], run.State.Checkpoints.Select(saved => saved.Step));
        trainer.HoldAt = 0;
        await run.ExecuteAsync(new ResumeRun { By = s_me }, CancellationToken.None);

        await run.WaitAsync(now => now.State.Status == RunStatus.Finished && now.Series.CountOf("loss") == 12);
        Assert.Equal(Curve(12), run.Series.AllOf("loss").Values);
        Assert.Equal(6, run.State.Begun?.ResumedFrom);
    }

    [Theory]
    [InlineData(true, 1.5)]
    [InlineData(false, double.NaN)]
    public async Task Run_WithAnAlarm_ShowsItInTheList_AndAgainAfterARebuild(bool endsRun, double value)
    {
        string database = await postgres.CreateConnectionStringAsync();
        TrainingAlarm alarm = new(3, MetricNames.Distinct2, value, double.IsNaN(value) ? double.NaN : 1, "Step 3: samples repeat themselves.", endsRun);
        await using RunWorkers worker = await RunWorkers.StartAsync(database, new ScriptedTrainer(steps: 6, checkpointEvery: 4) { Alarms = [alarm] });

        LiveRun run = await worker.QueueAsync();
        await run.WaitAsync(now => now.State.Status == RunStatus.Finished);

        RunSummary listed = Assert.Single(await worker.Runs.ListAsync(CancellationToken.None));
        Assert.Equal((alarm.Message, endsRun), (listed.Alarm, listed.IsGuarded));
        Assert.Equal(alarm, Assert.Single(run.State.Alarms));

        await using NpgsqlCommand damage = worker.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("update run_summaries set alarm = null, guarded = not guarded");
        await damage.ExecuteNonQueryAsync();
        StoreVerifier verifier = worker.Services.GetRequiredService<StoreVerifier>();
        Assert.Equal(
            ["its row in the list has another alarm, verdict of the guard than its events. `db rebuild` mends it."],
            (await verifier.VerifyAsync(_ => { }, default)).Faults.Select(fault => fault.Words));
        await verifier.RebuildAsync(_ => { }, default);

        Assert.Equal(listed, Assert.Single(await worker.Runs.ListAsync(CancellationToken.None)) with { Notebooks = listed.Notebooks });
        Assert.Empty((await verifier.VerifyAsync(_ => { }, default)).Faults);
    }

    [Fact]
    public async Task Run_Stopped_LetsGoForGood()
    {
        string database = await postgres.CreateConnectionStringAsync();
        ScriptedTrainer trainer = new(steps: 12, checkpointEvery: 100) { HoldAt = 4 };
        await using RunWorkers worker = await RunWorkers.StartAsync(database, trainer);
        LiveRun run = await worker.QueueAsync();
        await trainer.ReachedAsync();

        await run.ExecuteAsync(new StopRun { By = s_me }, CancellationToken.None);

        await run.WaitAsync(now => now.State is { Status: RunStatus.Stopped, Worker: null });
        Assert.Equal([3], run.State.Checkpoints.Select(saved => saved.Step));
    }

    [Fact]
    public async Task Worker_ThatFallsSilent_IsReplaced_AndWritesNothingOnceItWakes()
    {
        string database = await postgres.CreateConnectionStringAsync();
        ScriptedTrainer sleeper = new(steps: 12, checkpointEvery: 4)
        {
            HoldAt = 7,
            Sleeps = true,
            Alarms =
            [
                new TrainingAlarm(3, MetricNames.GradientNorm, 40, 5, "Step 3: a long gradient.", EndsRun: false),
                new TrainingAlarm(6, MetricNames.GradientNorm, 50, 5, "Step 6: a long gradient.", EndsRun: false),
            ],
        };
        await using RunWorkers silent = await RunWorkers.StartAsync(database, sleeper, lease: TimeSpan.FromMinutes(5));
        LiveRun run = await silent.QueueAsync();
        await sleeper.ReachedAsync();
        await run.WaitAsync(now => now.State.Checkpoints.Count == 1 && now.State.Alarms.Count == 2 && now.Series.LastStep == 6);
        Assert.Equal("Step 6: a long gradient.", Assert.Single(await silent.Runs.ListAsync(CancellationToken.None)).Alarm);
        await using NpgsqlDataSource direct = NpgsqlDataSource.Create(database);
        // What silence does to a lease, without waiting for it; the silent worker's next sign of life finds another there.
        await RunQueueTests.EndLeasesAsync(direct);
        await using RunWorkers other = await RunWorkers.StartAsync(database, new ScriptedTrainer(steps: 12, checkpointEvery: 4));
        LiveRun seen = await other.Runs.OpenAsync(run.Id, CancellationToken.None) ?? throw new InvalidOperationException();
        // Where the silent one was quicker to renew, its lease is ended again until the other has the run.
        while (seen.State.Fence < 2)
        {
            await RunQueueTests.EndLeasesAsync(direct);
            await seen.CatchUpAsync(CancellationToken.None);
        }

        await seen.WaitAsync(now => now.State.Status == RunStatus.Finished && now.Series.CountOf("loss") == 12);
        long version = seen.Version;
        sleeper.GoOn.SetResult();

        Assert.Equal(Curve(12), seen.Series.AllOf("loss").Values);
        Assert.Equal(4, seen.State.Begun?.ResumedFrom);
        // Step 6 was taken again, and this time nothing went off; step 3 was not.
        Assert.Equal([3], seen.State.Alarms.Select(alarm => alarm.Step));
        Assert.Equal("Step 3: a long gradient.", Assert.Single(await other.Runs.ListAsync(CancellationToken.None)).Alarm);
        await silent.DisposeAsync();
        await seen.CatchUpAsync(CancellationToken.None);
        Assert.Equal(version, seen.Version);
    }

    private static double[] Curve(int steps) => [.. Enumerable.Range(1, steps).Select(ScriptedTrainer.LossOf)];
}
