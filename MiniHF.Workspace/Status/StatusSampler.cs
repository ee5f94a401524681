using System.Diagnostics;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Status;

/// <summary>Looks at this server every other second: what its models do, and how much it holds. Costs a few microseconds.</summary>
public sealed class StatusSampler : BackgroundService
{
    private const int Samples = 90;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly ModelLibrary _models;
    private readonly EventFeed _feed;
    private readonly TimeProvider _time;
    private readonly ThrottledCallbacks _callbacks;
    private readonly Dictionary<GenerationEngine, RateHistory> _histories = [];
    private readonly DateTimeOffset _begun;
    private StatusReport? _latest;

    public StatusSampler(ModelLibrary models, EventFeed feed, TimeProvider time, ILogger<StatusSampler> logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        _models = models;
        _feed = feed;
        _time = time;
        _begun = time.GetUtcNow();
        _callbacks = new ThrottledCallbacks(TimeSpan.FromMilliseconds(100), time, logger);
    }

    /// <summary>The newest sample; null before the first.</summary>
    public StatusReport? Latest => Volatile.Read(ref _latest);

    /// <summary>Calls back after each sample. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => _callbacks.Add(changed);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval, _time);
        do
        {
            Volatile.Write(ref _latest, Sample());
            _callbacks.Signal();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private StatusReport Sample()
    {
        IReadOnlyList<(string Name, TextGenerator Model)> loaded = _models.ListLoaded();
        foreach (GenerationEngine gone in _histories.Keys.Except(loaded.Select(model => model.Model.Engine)).ToArray())
        {
            _histories.Remove(gone);
        }

        return new StatusReport(
            Environment.MachineName,
            Environment.ProcessorCount,
            _time.GetUtcNow() - _begun,
            Process.GetCurrentProcess().WorkingSet64,
            [.. loaded.Select(model => Sample(model.Name, model.Model))],
            _feed.Position,
            _feed.SubscriptionCount);
    }

    private ModelStatus Sample(string name, TextGenerator model)
    {
        GenerationEngine engine = model.Engine;
        if (!_histories.TryGetValue(engine, out RateHistory? history))
        {
            history = new RateHistory(_time, Samples);
            _histories.Add(engine, history);
        }

        history.Note(engine.TokensComputed);
        return new ModelStatus(
            name, model.Model, engine.Threads.IsCompletedSuccessfully ? engine.Threads.GetAwaiter().GetResult() : null, engine.Status, history.Latest,
            history.Rates);
    }
}
