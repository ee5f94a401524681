using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>Loads the constitutions before the first request, and follows their changes on every server.</summary>
internal sealed class ConstitutionFollower(EventFeed feed, ConstitutionLibrary constitutions) : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(streamId: null, constitutions.TakeAsync);
        return constitutions.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }
}
