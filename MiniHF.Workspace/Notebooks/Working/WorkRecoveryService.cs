namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Looks at the start, and now and then, for growths and searches that no living server is at.</summary>
internal sealed class WorkRecoveryService(
    NotebookLibrary notebooks, NotebookSummaries summaries, TimeProvider time, ILogger<WorkRecoveryService> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (NotebookId id in await summaries.ListGrowingAsync(stoppingToken).ConfigureAwait(false))
                {
                    // Opening recovers.
                    await notebooks.OpenAsync(id, stoppingToken).ConfigureAwait(false);
                }

                await Task.Delay(s_interval, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A round that fails costs those who wait for a dead server's text one more interval.
                Log.RecoveryFailed(logger, e);
                await Task.Delay(s_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
