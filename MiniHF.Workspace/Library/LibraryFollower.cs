using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library;

/// <summary>Tells the library what other servers and workers added to it.</summary>
internal sealed class LibraryFollower(EventFeed feed, ModelLibrary library) : IHostedService, IDisposable
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(LibraryStream.Id, library.TakeAsync);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _subscription?.Dispose();
}
