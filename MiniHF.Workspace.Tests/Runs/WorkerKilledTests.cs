using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>The real trainer in real processes, one of which is killed in mid-run.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Culture", "any")]
public sealed class WorkerKilledTests(PostgresFixture postgres)
{
    private const int Steps = 40;

    [Fact]
    public async Task Worker_KilledInMidRun_AnotherFinishesWithTheCurveOfAnUndisturbedRun()
    {
        string database = await postgres.CreateConnectionStringAsync();
        await using RunWorkers page = await RunWorkers.StartAsync(database, trainer: null);
        double[] undisturbed;
        await using (WorkerProcess first = new(database))
        {
            LiveRun calm = await page.QueueAsync(Recipe());
            await calm.WaitAsync(run => run.State.Status is RunStatus.Finished or RunStatus.Failed && run.Series.CountOf(MetricNames.Loss) == Steps);
            undisturbed = calm.Series.AllOf(MetricNames.Loss).Values;
        }

        LiveRun run;
        await using (WorkerProcess killed = new(database))
        {
            run = await page.QueueAsync(Recipe());
            await run.WaitAsync(now => now.State.Checkpoints.Count > 0 && now.Series.LastStep > now.State.Checkpoints[^1].Step);
            await killed.KillAsync();
        }

        await using WorkerProcess second = new(database);
        await run.WaitAsync(now => now.State.Status is RunStatus.Finished or RunStatus.Failed && now.Series.CountOf(MetricNames.Loss) == Steps);

        Assert.Equal((RunStatus.Finished, 2L), (run.State.Status, run.State.Fence));
        Assert.True(run.State.Begun?.ResumedFrom > 0);
        Assert.Equal(Enumerable.Range(1, Steps), run.Series.AllOf(MetricNames.Loss).Steps);
        Assert.Equal(undisturbed, run.Series.AllOf(MetricNames.Loss).Values);
    }

    private static GeneratorSftRecipe Recipe() => new()
    {
        Steps = Steps,
        BatchSize = 2,
        ContextLength = 96,
        CheckpointEvery = 8,
        SampleEvery = 0,
        EvaluateEvery = 0,
        Lora = new LoraSettings(Rank: 4, Dropout: 0.1),
    };
}
