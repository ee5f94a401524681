using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Queue;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>One claimed run, from where it stands to its end, its pause or the loss of the claim. Its folder is its own: a worker that was taken for dead writes nowhere another reads.</summary>
internal sealed class RunExecution(RunClaim claim, string machine, RunWorkerServices services)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Path.Combine(services.Folder, $"{claim.Run.Value:N}-{claim.Fence}");

    /// <summary>Never throws but for a claim that is gone: how it ended stands in the run.</summary>
    /// <exception cref="RunLostException">Another worker has the run.</exception>
    public async Task ExecuteAsync(CancellationToken stopping)
    {
        RunReporter reporter = new(claim, services);
        using CancellationTokenSource working = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using CancellationTokenSource ended = new();
        Task heart = BeatAsync(working, ended.Token);
        Task pump = reporter.PumpAsync(ended.Token);
        try
        {
            WorkerEvent? end = await WorkAsync(reporter, working.Token).ConfigureAwait(false);
            reporter.Complete();
            // What is left is written even while the server stops, within reason.
            ended.CancelAfter(s_patience);
            await pump.ConfigureAwait(false);
            if (end is not null)
            {
                await reporter.AppendAsync(end, ended.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            reporter.Complete();
            await ended.CancelAsync().ConfigureAwait(false);
            await heart.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }

    /// <summary>Gives what to report last.</summary>
    private async Task<WorkerEvent?> WorkAsync(RunReporter reporter, CancellationToken ct)
    {
        try
        {
            await reporter.AppendAsync(new RunClaimed(claim.Worker, machine) { By = PersonId.Workspace, Fence = claim.Fence }, ct).ConfigureAwait(false);
            (RunState run, _) = await services.Store.AggregateAsync(claim.Run.Value, RunFold.Fold, ct).ConfigureAwait(false);
            if (run.Plan is not { } plan || run.Status != RunStatus.Running)
            {
                return Released(reporter);
            }

            TrainingJob job = await PrepareAsync(run, plan, ct).ConfigureAwait(false);
            TrainingOutcome outcome = await services.Trainer.RunAsync(job, reporter, ct).ConfigureAwait(false);
            await reporter.PersistAsync(
                token => services.Files.StoreFolderAsync(claim.Run, claim, RunFolders.Result, outcome.Folder, token), ct).ConfigureAwait(false);
            return new RunFinished(outcome.Steps, outcome.ResultStep, RunFolders.Result, outcome.Reason, plan.Recipe is PretrainRecipe)
            {
                By = PersonId.Workspace,
                Fence = claim.Fence,
            };
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Released(reporter);
        }
        catch (RunLostException)
        {
            throw;
        }
        catch (UserFacingException e)
        {
            return Failed(e.Message);
        }
        catch (Exception e)
        {
            Log.RunFailed(services.Logger, e, claim.Run.Value);
            return Failed($"The run stopped with an error: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private RunReleased Released(RunReporter reporter)
    {
        Log.RunReleased(services.Logger, claim.Run.Value, reporter.Step);
        return new RunReleased(reporter.Step) { By = PersonId.Workspace, Fence = claim.Fence };
    }

    private RunFailed Failed(string reason) => new(reason) { By = PersonId.Workspace, Fence = claim.Fence };

    /// <summary>Brings the run's files here, its newest checkpoint too.</summary>
    private async Task<TrainingJob> PrepareAsync(RunState run, RunPlan plan, CancellationToken ct)
    {
        string data = Path.Combine(_folder, RunFolders.Data);
        string work = Path.Combine(_folder, "work");
        Directory.CreateDirectory(work);
        await services.Files.FetchFolderAsync(claim.Run, RunFolders.Data, data, ct).ConfigureAwait(false);
        foreach (CheckpointSaved saved in run.Checkpoints.TakeLast(2).Concat(run.Checkpoints.Where(saved => saved.IsBest).TakeLast(1)).Distinct())
        {
            await services.Files.FetchFolderAsync(claim.Run, saved.Folder, Path.Combine(work, Path.GetFileName(saved.Folder)), ct).ConfigureAwait(false);
        }

        return new TrainingJob
        {
            ModelDirectory = await services.Models.DirectoryOfAsync(plan.Base, ct).ConfigureAwait(false),
            Recipe = plan.Recipe,
            Data = [.. run.Manifest.Sources.Select(source => new DataSource(Path.Combine(data, source.File), source.Weight))],
            StartFrom = await FetchAsync(RunFolders.StartFrom, ct).ConfigureAwait(false),
            EvaluatorAdapter = await FetchAsync(RunFolders.Evaluator, ct).ConfigureAwait(false),
            EvaluatorName = plan.Evaluator is { Length: > 0 } evaluator ? evaluator : plan.Base,
            WorkingFolder = work,
            OutputFolder = Path.Combine(_folder, RunFolders.Result),
            Engine = services.Engine,
        };
    }

    private async Task<string?> FetchAsync(string folder, CancellationToken ct)
    {
        string path = Path.Combine(_folder, folder);
        return await services.Files.FetchFolderAsync(claim.Run, folder, path, ct).ConfigureAwait(false) ? path : null;
    }

    /// <summary>Gives signs of life, and ends the work when the run is no longer wanted or no longer ours.</summary>
    private async Task BeatAsync(CancellationTokenSource working, CancellationToken ended)
    {
        using SemaphoreSlim news = new(0);
        using IDisposable subscription = services.Feed.Subscribe(claim.Run.Value, (events, _) =>
        {
            if (events.Any(stored => stored.Data is RunPaused or RunStopped or RunClaimed))
            {
                news.Release();
            }

            return ValueTask.CompletedTask;
        });
        while (true)
        {
            try
            {
                if (!await services.Queue.RenewAsync(claim, ended).ConfigureAwait(false))
                {
                    await working.CancelAsync().ConfigureAwait(false);
                }
            }
            catch (RunLostException)
            {
                Log.RunLost(services.Logger, claim.Run.Value);
                await working.CancelAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!ended.IsCancellationRequested)
            {
                // The lease outlasts several missed beats; if the database stays away, another worker takes over when it is back.
                Log.NotSaved(services.Logger, e, claim.Run.Value);
            }

            await news.WaitAsync(services.Options.Beat, ended).ConfigureAwait(false);
        }
    }
}
