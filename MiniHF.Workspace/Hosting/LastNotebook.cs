using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Hosting;

/// <summary>
/// Has the notebook that was changed last in memory, folded and laid out, by the time somebody asks for a page: most often it is the one. It is let go
/// of after a minute as any other.
/// </summary>
internal sealed class LastNotebook(NotebookLibrary notebooks, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Not before the server listens: nobody waits longer for the address.
            await StartedAsync(stoppingToken).ConfigureAwait(false);
            if ((await notebooks.ListAllAsync(stoppingToken).ConfigureAwait(false)).FirstOrDefault(notebook => !notebook.Archived) is { } last
                && await notebooks.OpenAsync(last.Id, stoppingToken).ConfigureAwait(false) is { } notebook)
            {
                foreach (WriteCell cell in notebook.State.Cells.Values.OfType<WriteCell>())
                {
                    TreeLayout.Of(cell.Tree);
                }
            }
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Nobody asked for it yet: whoever opens it waits for it, and is told what is wrong.
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct).ConfigureAwait(false);
    }
}
