using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Commands;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;
using MiniHF.Workspace.Runs.Queue;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>A run whose worker is this process: it reports what a trainer would, as fast or as slowly as it is told, and trains nothing.</summary>
internal sealed class ChartedRun
{
    private const int StepsARow = 50;

    private readonly DbSession _session;
    private readonly RunClaim _claim;
    private readonly Random _random = new(1);

    private ChartedRun(DbSession session, RunClaim claim)
    {
        _session = session;
        _claim = claim;
    }

    /// <summary>What a run of the tuning of a generator shows at once.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        MetricNames.Loss, MetricNames.EvaluationLoss, MetricNames.Entropy, MetricNames.Kl, MetricNames.Reward, MetricNames.GradientNorm, MetricNames.LearningRate,
        MetricNames.TokensPerSecond,
    ];

    public RunId Id => _claim.Run;

    /// <summary>Steps reported.</summary>
    public int Steps { get; private set; }

    /// <param name="session">The database of a server that works on no runs.</param>
    /// <param name="steps">What the run is to take in all.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ChartedRun> StartAsync(DbSession session, int steps, CancellationToken ct)
    {
        RunId id = RunId.New();
        RunPlan plan = new("charts", new GeneratorSftRecipe { Steps = steps }, "minihf-tiny", null, null, [new SampleSource(RunSamples.Tales)], null, null, null);
        await session.Services.GetRequiredService<RunLibrary>().QueueAsync(id, plan, PersonId.New(), ct);
        RunClaim claim = await session.Services.GetRequiredService<RunQueue>().ClaimAsync(Guid.CreateVersion7(), "bench", ct)
            ?? throw new InvalidOperationException("Another worker took the run.");
        ChartedRun run = new(session, claim);
        await run.AppendAsync(new RunClaimed(claim.Worker, "bench") { By = PersonId.Workspace, Fence = claim.Fence }, ct);
        await run.AppendAsync(new RunStarted(0, steps, 1, 1, 1, 0) { By = PersonId.Workspace, Fence = claim.Fence }, ct);
        return run;
    }

    /// <summary>Reports steps, in rows as a fast trainer's are.</summary>
    public async Task ReportAsync(int steps, CancellationToken ct)
    {
        await _session.Services.GetRequiredService<RunQueue>().RenewAsync(_claim, ct);
        for (int end = Steps + steps; Steps < end;)
        {
            int[] row = [.. Enumerable.Range(Steps + 1, Math.Min(StepsARow, end - Steps))];
            Steps = row[^1];
            MetricRow[] rows = [.. Metrics.Select((metric, place) => new MetricRow(metric, row[0], row, [.. row.Select(step => place + (1 / Math.Sqrt(step)) + (_random.NextDouble() / 10))]))];
            await _session.Services.GetRequiredService<RunMetricStore>().AppendAsync(_claim, rows, Steps, ct);
        }
    }

    private Task AppendAsync(WorkerEvent happened, CancellationToken ct) => _session.Services.GetRequiredService<PostgresEventStore>()
        .AppendAsync(Id.Value, RunFold.StreamType, [new EventToAppend(Guid.CreateVersion7(), happened)], expectedVersion: null, ct);
}
