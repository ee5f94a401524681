using MiniHF.Workspace.Library;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Notebooks.Growing;

/// <summary>Runs the growths of this server, all side by side: the engine steps them together. A closed page stops none of them.</summary>
internal sealed class GrowthService(
    GrowthQueue queue, ModelLibrary models, ServerIdentity server, TimeProvider time, ILogger<GrowthService> logger) : BackgroundService
{
    private readonly HashSet<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (GrowthJob job in queue.Jobs.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                _running.RemoveWhere(task => task.IsCompleted);
                GrowthRun run = new(job, models, server.Id, time, logger);
                _running.Add(Task.Run(() => run.ExecuteAsync(stoppingToken), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What runs saves what it has and says that it was interrupted.
            await Task.WhenAll(_running).ConfigureAwait(false);
        }
    }
}
