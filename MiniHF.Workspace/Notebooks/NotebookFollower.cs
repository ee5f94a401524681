using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Notebooks;

/// <summary>Brings the event feed to the open notebooks, and lets go of those nobody has open.</summary>
internal sealed class NotebookFollower(EventFeed feed, NotebookLibrary notebooks, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using IDisposable subscription = feed.Subscribe(streamId: null, notebooks.TakeAsync);
        using PeriodicTimer timer = new(s_sweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                notebooks.Sweep();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
