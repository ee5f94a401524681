using Microsoft.Extensions.Options;
using Npgsql;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Hands every event committed by any server to this server's subscribers: woken by <c>NOTIFY</c>, by the clock where a
/// notification was lost or never sent. Each subscriber gets its events once, in order of position, without holes.
/// </summary>
public sealed class EventFeed(
    NpgsqlDataSource dataSource,
    PostgresEventStore store,
    IOptions<EventStoreOptions> options,
    TimeProvider time,
    ILogger<EventFeed> logger) : BackgroundService
{
    private const int PageSize = 500;

    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<EventSubscription> _subscriptions = [];
    private long _position;

    /// <summary>The place of the newest event that was handed out: nothing before it can still come.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>How many subscriptions there are.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_gate)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>
    /// Subscribes to one stream, or to all. The handler gets what is committed from now on, never two calls at once, several
    /// events together when they come fast; its exceptions are logged and end nothing. To show a stream: subscribe, then read it,
    /// then ignore versions already read.
    /// </summary>
    /// <param name="streamId">The stream; null for all.</param>
    /// <param name="handler">Called on the thread pool. Its token is cancelled when the subscription is disposed.</param>
    public IDisposable Subscribe(Guid? streamId, Func<IReadOnlyList<StoredEvent>, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        EventSubscription subscription = new(streamId, handler, Remove, logger);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Finds the end of the store, so that everything committed after this returns is handed out.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _position = await store.ReadSafePositionAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan backoff = options.Value.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => backoff = options.Value.PollInterval, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing is lost: the position stays, and the next round reads on from it.
                Log.FeedDisconnected(logger, e);
                await Task.Delay(backoff, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = backoff * 2 < s_longestBackoff ? backoff * 2 : s_longestBackoff;
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using (NpgsqlCommand listen = new($"listen {AppendNotifier.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        while (true)
        {
            await PublishNewAsync(ct).ConfigureAwait(false);
            connected();
            await connection.WaitAsync(options.Value.PollInterval, ct).ConfigureAwait(false);
        }
    }

    private async Task PublishNewAsync(CancellationToken ct)
    {
        EventPage page;
        do
        {
            page = await store.ReadPageAsync(_position, PageSize, Unreadable, ct).ConfigureAwait(false);
            lock (_gate)
            {
                foreach (EventSubscription subscription in _subscriptions)
                {
                    subscription.Publish(page.Events);
                }
            }

            _position = page.LastPosition;
        }
        while (page.Rows == PageSize); // what a shorter page had not yet seen has a notification of its own
    }

    private void Unreadable(UnknownEventTypeException e) => Log.EventUnreadable(logger, e.Position, e.Message);

    private void Remove(EventSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }
}
