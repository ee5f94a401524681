using System.Collections.Concurrent;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Runs.Decide;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Files;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Queue;

namespace MiniHF.Workspace.Runs;

/// <summary>The tuning runs of this workspace.</summary>
public sealed class RunLibrary
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_keptUnused = TimeSpan.FromMinutes(1);

    private readonly LiveRunServices _services;
    private readonly RunSummaries _summaries;
    private readonly RunFileStore _files;
    private readonly RunDataBuilder _data;
    private readonly RunAccess _access;
    private readonly ThrottledCallbacks _callbacks;
    private readonly ConcurrentDictionary<RunId, Lazy<Task<LiveRun?>>> _open = new();

    internal RunLibrary(LiveRunServices services, RunSummaries summaries, RunFileStore files, RunDataBuilder data, RunAccess access)
    {
        _services = services;
        _summaries = summaries;
        _files = files;
        _data = data;
        _access = access;
        _callbacks = new ThrottledCallbacks(s_interval, services.Time, services.Logger);
    }

    /// <summary>Every run, the newest first.</summary>
    public Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken ct) => _summaries.ListAsync(ct);

    /// <summary>The runs a person may see, the newest first: those that learn only from notebooks they may look into, and their own.</summary>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(PersonId reader, CancellationToken ct)
    {
        IReadOnlySet<NotebookId> hidden = await _access.HiddenFromAsync(reader, ct).ConfigureAwait(false);
        return [.. (await ListAsync(ct).ConfigureAwait(false)).Where(run =>
            run.By == reader || (run.Notebooks.Count > 0 ? !run.Notebooks.Any(hidden.Contains) : _access.IsOfTheWorkspace(reader)))];
    }

    /// <summary>Calls back after the list may have changed, at most twice a second. On the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => _callbacks.Add(changed);

    /// <summary>What a plan would learn from, before it is begun.</summary>
    /// <exception cref="UserFacingException">A source cannot be read.</exception>
    public async Task<RunDataPreview> PreviewAsync(RunPlan plan, PersonId reader, CancellationToken ct)
    {
        await _access.CheckAsync(plan, reader, ct).ConfigureAwait(false);
        return await _data.PreviewAsync(plan, ct).ConfigureAwait(false);
    }

    /// <summary>Fixes the data and puts the run into the queue. The same id twice queues it once.</summary>
    /// <exception cref="UserFacingException">The plan cannot be run; says what is missing.</exception>
    public async Task QueueAsync(RunId id, RunPlan plan, PersonId by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan = plan with { Name = RunDecider.CheckName(plan.Name) };
        plan.Recipe.Validate();
        await _access.CheckStartAsync(plan, by, ct).ConfigureAwait(false);
        await _access.CheckAsync(plan, by, ct).ConfigureAwait(false);
        string folder = Directory.CreateTempSubdirectory("minihf-run-").FullName;
        try
        {
            RunManifest manifest = await _data.BuildAsync(plan, folder, ct).ConfigureAwait(false);
            await _files.StoreFolderAsync(id, null, RunFolders.Data, folder, ct).ConfigureAwait(false);
            await _data.StoreAdaptersAsync(id, plan, ct).ConfigureAwait(false);
            await _services.Store.AppendAsync(
                id.Value, RunFold.StreamType, [new EventToAppend(id.Value, new RunQueued(plan, manifest) { By = by })], expectedVersion: 0, ct).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The run with its metrics for a person's page; null where there is none of that id that they may see.</summary>
    public async Task<LiveRun?> OpenAsync(RunId id, PersonId reader, CancellationToken ct) =>
        await OpenAsync(id, ct).ConfigureAwait(false) is { State.Plan: { } plan } run && (run.State.By == reader || await _access.MaySeeAsync(plan, reader, ct).ConfigureAwait(false))
            ? run
            : null;

    /// <summary>The run with its metrics, whoever may see it, read if nobody has it open; null where there is none of that id.</summary>
    public async Task<LiveRun?> OpenAsync(RunId id, CancellationToken ct)
    {
        Lazy<Task<LiveRun?>> loading = _open.GetOrAdd(id, _ => new Lazy<Task<LiveRun?>>(() => LoadAsync(id)));
        try
        {
            LiveRun? run = await loading.Value.WaitAsync(ct).ConfigureAwait(false);
            if (run is null)
            {
                _open.TryRemove(new(id, loading));
                return null;
            }

            run.Touch();
            return run;
        }
        catch when (loading.Value.IsFaulted)
        {
            _open.TryRemove(new(id, loading));
            throw;
        }
    }

    /// <summary>What the event feed brings.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        bool any = false;
        foreach (Guid stream in events.Where(stored => stored.Data is RunEvent).Select(stored => stored.StreamId).Distinct())
        {
            any = true;
            if (await LoadedAsync(new RunId(stream)).ConfigureAwait(false) is { } run)
            {
                await run.CatchUpAsync(ct).ConfigureAwait(false);
            }
        }

        if (any)
        {
            _callbacks.Signal();
        }
    }

    /// <summary>Metrics of a run were stored somewhere.</summary>
    internal async Task PokeAsync(RunId id, CancellationToken ct)
    {
        _callbacks.Signal();
        if (await LoadedAsync(id).ConfigureAwait(false) is { } run)
        {
            await run.ReadMetricsAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Looks for metrics nobody told of, and lets go of runs nobody looks at.</summary>
    internal async Task SweepAsync(CancellationToken ct)
    {
        DateTimeOffset latest = _services.Time.GetUtcNow() - s_keptUnused;
        foreach ((RunId id, Lazy<Task<LiveRun?>> loading) in _open)
        {
            if (await LoadedAsync(id).ConfigureAwait(false) is not { } run)
            {
                continue;
            }

            if (run.IsHeld && run.State.Status == RunStatus.Running)
            {
                await run.ReadMetricsAsync(ct).ConfigureAwait(false);
            }
            else if (!run.IsHeld && run.LastUsed < latest)
            {
                _open.TryRemove(new(id, loading));
            }
        }
    }

    private async Task<LiveRun?> LoadedAsync(RunId id) =>
        _open.TryGetValue(id, out Lazy<Task<LiveRun?>>? loading) ? await loading.Value.ConfigureAwait(false) : null;

    // Not the caller's token: others may wait for the same loading.
    private async Task<LiveRun?> LoadAsync(RunId id)
    {
        (RunState state, long version) = await _services.Store.AggregateAsync(id.Value, RunFold.Fold, CancellationToken.None).ConfigureAwait(false);
        if (state.Plan is null)
        {
            return null;
        }

        LiveRun run = new(id, state, version, _services);
        await run.ReadMetricsAsync(CancellationToken.None).ConfigureAwait(false);
        return run;
    }
}
