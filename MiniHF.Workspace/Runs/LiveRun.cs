using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Runs.Commands;
using MiniHF.Workspace.Runs.Decide;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Runs;

/// <summary>A run that somebody looks at on this server: its state and its metrics, kept up with the store. One is shared by all pages.</summary>
public sealed class LiveRun : IRunView
{
    private const int MostAttempts = 20;

    private readonly LiveRunServices _services;
    private readonly SemaphoreSlim _folding = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ThrottledCallbacks _callbacks;
    private volatile Moment _now;
    private int _holders;
    private int _poked;

    internal LiveRun(RunId id, RunState state, long version, LiveRunServices services)
    {
        Id = id;
        _services = services;
        _now = new Moment(state, version);
        _callbacks = new ThrottledCallbacks(s_interval, services.Time, services.Logger);
        LastUsed = services.Time.GetUtcNow();
    }

    // Charts that move five times a second are as live as an eye can tell, and cost the trainer's machine next to nothing.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    public RunId Id { get; }

    /// <summary>The state at <see cref="Version"/>; immutable.</summary>
    public RunState State => _now.State;

    public long Version => _now.Version;

    /// <summary>Every metric, as far as it was read.</summary>
    public RunSeries Series { get; } = new();

    internal DateTimeOffset LastUsed { get; private set; }

    internal bool IsHeld => Volatile.Read(ref _holders) > 0;

    /// <summary>Calls back after the state or the metrics changed, at most five times a second. On the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        IDisposable subscription = _callbacks.Add(changed);
        Interlocked.Increment(ref _holders);
        return new Disposable(() =>
        {
            subscription.Dispose();
            LastUsed = _services.Time.GetUtcNow();
            Interlocked.Decrement(ref _holders);
        });
    }

    /// <summary>Decides and appends, trying again when somebody else was faster.</summary>
    /// <exception cref="UserFacingException">The command cannot be done; the message says why.</exception>
    public async Task ExecuteAsync(RunCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (int attempt = 1; ; attempt++)
        {
            (RunState state, long version) = _now;
            IReadOnlyList<RunEvent> events = RunDecider.Decide(command, state);
            if (events.Count == 0)
            {
                return;
            }

            try
            {
                await _services.Store.AppendAsync(
                    Id.Value,
                    RunFold.StreamType,
                    [.. events.Select((happened, index) => new EventToAppend(EventIds.Of(command.Id, index), happened))],
                    version,
                    ct).ConfigureAwait(false);
                await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (StreamVersionConflictException) when (attempt < MostAttempts)
            {
                await CatchUpAsync(ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads what the store has beyond what is known.</summary>
    internal async Task CatchUpAsync(CancellationToken ct)
    {
        await _folding.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            (RunState state, long version) = _now;
            foreach (StoredEvent stored in await _services.Store.ReadStreamAsync(Id.Value, version, upToVersion: null, ct).ConfigureAwait(false))
            {
                state = RunFold.Fold.Evolve(state, stored);
                version = stored.Version;
            }

            if (version != _now.Version)
            {
                _now = new Moment(state, version);
                _callbacks.Signal();
            }
        }
        finally
        {
            _folding.Release();
        }
    }

    /// <summary>Reads the metrics that are new. Several calls at once read once more after the one under way.</summary>
    internal async Task ReadMetricsAsync(CancellationToken ct)
    {
        Interlocked.Exchange(ref _poked, 1);
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (Interlocked.Exchange(ref _poked, 0) == 0)
            {
                return;
            }

            long before = Series.Position;
            Series.Apply(await _services.Metrics.ReadAsync(Id, before, ct).ConfigureAwait(false));
            if (Series.Position != before)
            {
                _callbacks.Signal();
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    internal void Touch() => LastUsed = _services.Time.GetUtcNow();

    private sealed record Moment(RunState State, long Version);
}
