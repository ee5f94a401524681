using System.Threading.Channels;

namespace MiniHF.Workspace.EventStore;

/// <summary>One subscriber of the feed, with a queue and a pump of its own: a slow one delays nobody.</summary>
internal sealed class EventSubscription : IDisposable
{
    private readonly Guid? _streamId;
    private readonly Func<IReadOnlyList<StoredEvent>, CancellationToken, ValueTask> _handler;
    private readonly Action<EventSubscription> _remove;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<StoredEvent> _queue = Channel.CreateUnbounded<StoredEvent>(new UnboundedChannelOptions { SingleReader = true });
    private int _disposed;

    public EventSubscription(
        Guid? streamId,
        Func<IReadOnlyList<StoredEvent>, CancellationToken, ValueTask> handler,
        Action<EventSubscription> remove,
        ILogger logger)
    {
        _streamId = streamId;
        _handler = handler;
        _remove = remove;
        _logger = logger;
        CancellationToken ended = _ended.Token;
        _ = Task.Run(() => PumpAsync(ended));
    }

    public void Publish(IReadOnlyList<StoredEvent> events)
    {
        foreach (StoredEvent stored in events)
        {
            if (_streamId is null || _streamId == stored.StreamId)
            {
                _queue.Writer.TryWrite(stored);
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _remove(this);
            _queue.Writer.TryComplete();
            _ended.Cancel();
            _ended.Dispose();
        }
    }

    private async Task PumpAsync(CancellationToken ended)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(ended).ConfigureAwait(false))
            {
                List<StoredEvent> batch = [];
                while (_queue.Reader.TryRead(out StoredEvent? stored))
                {
                    batch.Add(stored);
                }

                await HandleAsync(batch, ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Disposed while waiting: what is queued is for nobody any more.
        }
    }

    private async Task HandleAsync(List<StoredEvent> batch, CancellationToken ended)
    {
        try
        {
            ended.ThrowIfCancellationRequested();
            await _handler(batch, ended).ConfigureAwait(false);
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            Log.SubscriberFailed(_logger, e);
        }
    }
}
