using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Accounts;

/// <summary>Loads the accounts before the first request, and follows their changes.</summary>
internal sealed class AccountFollower(EventFeed feed, AccountDirectory accounts) : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(streamId: null, accounts.TakeAsync);
        return accounts.LoadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }
}
