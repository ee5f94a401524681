using MiniHF.Engine;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Hosting;

/// <summary>Refuses to open a workspace that nobody owns to the network: whoever came first would own it.</summary>
internal sealed class OwnerGuard(AccountDirectory accounts, ListenAddresses addresses) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        addresses.IsLoopback || accounts.Owner is not null
            ? Task.CompletedTask
            : throw new UserFacingException(
                $"This workspace has no owner yet, so it only listens on this machine. Start it once without --urls, open the link, then start it with --urls {string.Join(';', addresses.Urls)} again.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
