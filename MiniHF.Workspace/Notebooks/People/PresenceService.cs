using System.Threading.Channels;
using Npgsql;

namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Tells the other servers of a database who has what open here, and this one's pages who has it open there.</summary>
internal sealed class PresenceService(
    NpgsqlDataSource dataSource, NotebookLibrary notebooks, PresenceStore store, TimeProvider time, ILogger<PresenceService> logger) : BackgroundService
{
    // A third of the lease: two renewals may fail before anybody is taken for gone.
    private static readonly TimeSpan s_renewal = PresenceStore.Lease / 3;
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(2);

    // People come and move in bursts: one statement says it all.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await store.WriteAsync([], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // The lease ends by itself.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using IDisposable subscription = notebooks.SubscribePeople(() => _moved.Writer.TryWrite(true));
        await Task.WhenAll(
            KeepUpAsync(WriteAsync, stoppingToken),
            KeepUpAsync(ListenAsync, stoppingToken)).ConfigureAwait(false);
    }

    private async Task KeepUpAsync(Func<CancellationToken, Task> runAsync, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await runAsync(ct).ConfigureAwait(false);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Pages show who was there when it was last known; those of this server are always right.
                Log.PresenceFailed(logger, e);
                await Task.Delay(s_retry, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        while (true)
        {
            await store.WriteAsync(notebooks.PeopleHere(), ct).ConfigureAwait(false);
            using CancellationTokenSource renewal = CancellationTokenSource.CreateLinkedTokenSource(ct);
            renewal.CancelAfter(s_renewal);
            try
            {
                await _moved.Reader.ReadAsync(renewal.Token).ConfigureAwait(false);
                await Task.Delay(s_pause, time, ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Time to renew.
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using (NpgsqlCommand listen = new($"listen {PresenceStore.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        while (true)
        {
            IReadOnlyCollection<NotebookId> open = notebooks.HeldHere();
            notebooks.TakePeopleElsewhere(open, open.Count == 0 ? [] : await store.ReadOthersAsync(open, ct).ConfigureAwait(false));
            await connection.WaitAsync(s_renewal, ct).ConfigureAwait(false);
        }
    }
}
