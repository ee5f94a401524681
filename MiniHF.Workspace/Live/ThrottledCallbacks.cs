namespace MiniHF.Workspace.Live;

/// <summary>
/// Callbacks that follow a stream of changes without drowning in it: each is called at most once an interval, never twice at
/// once, and always once more after the last change.
/// </summary>
public sealed class ThrottledCallbacks(TimeSpan interval, TimeProvider time, ILogger logger)
{
    // However long a round takes, a part of the interval is left to others.
    private const int LeastRest = 5;

    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = interval;
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private Subscription[] _subscriptions = [];

    public int Count => _subscriptions.Length;

    /// <summary>Calls <paramref name="changed"/> after changes until the result is disposed. On the thread pool.</summary>
    public IDisposable Add(Func<Task> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        Subscription subscription = new(this, changed);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    /// <summary>Something changed. Returns at once.</summary>
    public void Signal()
    {
        foreach (Subscription subscription in _subscriptions)
        {
            subscription.Signal();
        }
    }

    private sealed class Subscription(ThrottledCallbacks owner, Func<Task> changed) : IDisposable
    {
        // 0 idle; 1 a round is under way; 2 a round is under way and something changed since it began.
        private int _state;
        private volatile bool _disposed;

        public void Signal()
        {
            int before = Interlocked.CompareExchange(ref _state, 1, 0);
            if (before == 0)
            {
                _ = Task.Run(RunAsync);
            }
            else if (before == 1)
            {
                // Lost only against a round that ends at this moment: then a new one must begin.
                if (Interlocked.CompareExchange(ref _state, 2, 1) == 0)
                {
                    Signal();
                }
            }
        }

        public void Dispose()
        {
            _disposed = true;
            lock (owner._gate)
            {
                owner._subscriptions = [.. owner._subscriptions.Where(other => other != this)];
            }
        }

        private async Task RunAsync()
        {
            while (!_disposed)
            {
                long began = owner._time.GetTimestamp();
                Interlocked.Exchange(ref _state, 1);
                try
                {
                    await changed().ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    // One page's failure to draw must not stop the others; the page tells its person itself.
                    Log.SubscriberFailed(owner._logger, e);
                }

                // What the round took counts: a change that comes next is not kept waiting for it once more.
                TimeSpan left = owner._interval - owner._time.GetElapsedTime(began);
                TimeSpan least = owner._interval / LeastRest;
                await Task.Delay(left > least ? left : least, owner._time).ConfigureAwait(false);
                if (Interlocked.CompareExchange(ref _state, 0, 1) == 1)
                {
                    return;
                }
            }
        }
    }
}
