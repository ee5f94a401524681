using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Queue;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>Works on queued runs, one at a time: a machine that trains two at once is done with neither sooner.</summary>
internal sealed class RunWorkerService(RunWorkerServices services) : BackgroundService
{
    private readonly Guid _worker = Guid.NewGuid();

    /// <summary>Called when a run was claimed and when it was let go of (null), for who shows it.</summary>
    public event Action<RunClaim?>? Working;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using SemaphoreSlim news = new(0);
        using IDisposable subscription = services.Feed.Subscribe(streamId: null, (events, _) =>
        {
            if (events.Any(stored => stored.Data is RunQueued or RunResumed or RunReleased))
            {
                news.Release();
            }

            return ValueTask.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await services.Queue.ClaimAsync(_worker, Environment.MachineName, stoppingToken).ConfigureAwait(false) is { } claim)
                {
                    await WorkAsync(claim, stoppingToken).ConfigureAwait(false);
                    continue;
                }

                await news.WaitAsync(services.Options.Poll, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A round that fails costs a queued run one more interval.
                Log.ClaimFailed(services.Logger, e);
                await Task.Delay(services.Options.Poll, services.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(RunClaim claim, CancellationToken stopping)
    {
        Log.RunClaimed(services.Logger, claim.Run.Value, claim.Fence);
        Working?.Invoke(claim);
        try
        {
            await new RunExecution(claim, Environment.MachineName, services).ExecuteAsync(stopping).ConfigureAwait(false);
        }
        catch (RunLostException)
        {
            Log.RunLost(services.Logger, claim.Run.Value);
        }
        finally
        {
            Working?.Invoke(null);
        }
    }
}
