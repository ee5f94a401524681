using MiniHF.Workspace.Library;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>Runs the growths and searches of this server, all side by side: the engine steps them together. A closed page stops none of them.</summary>
internal sealed class WorkService(
    WorkQueue queue, ModelLibrary models, ServerIdentity server, TimeProvider time, ILogger<WorkService> logger) : BackgroundService
{
    private readonly HashSet<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (NotebookJob job in queue.Jobs.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                _running.RemoveWhere(task => task.IsCompleted);
                _running.Add(Task.Run(() => job.RunAsync(models, server.Id, time, logger, stoppingToken), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What runs saves what it has and says that it was interrupted.
            await Task.WhenAll(_running).ConfigureAwait(false);
        }
    }
}
