using System.Collections.Concurrent;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.Working;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>The notebooks of this workspace.</summary>
public sealed class NotebookLibrary
{
    private static readonly TimeSpan s_callbackInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_keptUnused = TimeSpan.FromMinutes(1);

    private readonly LiveNotebookServices _services;
    private readonly NotebookSummaries _summaries;
    private readonly WorkRecovery _recovery;
    private readonly ThrottledCallbacks _callbacks;
    private readonly ConcurrentDictionary<NotebookId, Lazy<Task<LiveNotebook?>>> _open = new();

    private event Action? PeopleChanged;

    internal NotebookLibrary(LiveNotebookServices services, NotebookSummaries summaries, WorkRecovery recovery)
    {
        _services = services;
        _summaries = summaries;
        _recovery = recovery;
        _callbacks = new ThrottledCallbacks(s_callbackInterval, services.Time, services.Logger);
    }

    /// <summary>Every notebook, whoever may see it, last changed first, archived ones too: for the workspace's own work, never for a page.</summary>
    internal Task<IReadOnlyList<NotebookSummary>> ListAllAsync(CancellationToken ct) => _summaries.ListAsync(ct);

    /// <summary>The notebooks a person may look into, last changed first, archived ones too.</summary>
    public Task<IReadOnlyList<NotebookSummary>> ListAsync(PersonId reader, CancellationToken ct) =>
        _summaries.ListAsync(reader, _services.Accounts.IsGuest(reader), ct);

    /// <summary>Creates a notebook with an empty write cell in it, ready to type into. Creating the same id twice creates it once.</summary>
    /// <exception cref="UserFacingException">A guest asked: they were invited to one notebook.</exception>
    public Task CreateAsync(NotebookId id, string title, PersonId by, CancellationToken ct)
    {
        if (_services.Accounts.IsGuest(by))
        {
            throw new UserFacingException("You are a guest here: you were invited to a notebook, not to the workspace. Ask who invited you for a link into it.");
        }

        // The beginning is nobody's to undo: the events are the workspace's but for the creation itself.
        EventToAppend[] beginning =
        [
            new(EventIds.Of(id.Value, 0), new NotebookCreated(TextLimits.CheckTitle(title)) { By = by }),
            new(EventIds.Of(id.Value, 1), new CellAdded(new CellId(EventIds.Of(id.Value, 2)), CellKind.Write, null) { By = PersonId.Workspace }),
        ];
        return _services.Store.AppendAsync(id.Value, NotebookStream.Type, beginning, expectedVersion: 0, ct);
    }

    /// <summary>The live notebook for a person's page; null where there is none of that id.</summary>
    /// <exception cref="ClosedNotebookException">The person may not look into it.</exception>
    public async Task<LiveNotebook?> OpenAsync(NotebookId id, PersonId reader, CancellationToken ct)
    {
        LiveNotebook? notebook = await OpenAsync(id, ct).ConfigureAwait(false);
        return notebook is null || notebook.RoleOf(reader) is not null ? notebook : throw new ClosedNotebookException();
    }

    /// <summary>The live notebook, whoever may see it, loaded if nobody has it open; null where there is none of that id.</summary>
    public async Task<LiveNotebook?> OpenAsync(NotebookId id, CancellationToken ct)
    {
        Lazy<Task<LiveNotebook?>> loading = _open.GetOrAdd(id, _ => new Lazy<Task<LiveNotebook?>>(() => LoadAsync(id)));
        try
        {
            LiveNotebook? notebook = await loading.Value.WaitAsync(ct).ConfigureAwait(false);
            if (notebook is null)
            {
                Forget(id, loading);
                return null;
            }

            notebook.Touch();
            await _recovery.RecoverAsync(notebook, ct).ConfigureAwait(false);
            return notebook;
        }
        catch when (loading.Value.IsFaulted)
        {
            // The next attempt loads afresh.
            Forget(id, loading);
            throw;
        }
    }

    /// <summary>Calls back after any notebook's summary changed, at most once each 200 ms. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => _callbacks.Add(changed);

    /// <summary>Calls back when somebody opened or left a notebook on this server, or turned to another cell of it. Must be quick.</summary>
    internal IDisposable SubscribePeople(Action changed)
    {
        PeopleChanged += changed;
        return new Disposable(() => PeopleChanged -= changed);
    }

    /// <summary>Who has what open on this server.</summary>
    internal IReadOnlyList<PresentPerson> PeopleHere() => [.. LoadedNotebooks().SelectMany(notebook => notebook.PeopleHere)];

    /// <summary>The notebooks that pages of this server show.</summary>
    internal IReadOnlyCollection<NotebookId> HeldHere() => [.. LoadedNotebooks().Where(notebook => notebook.IsHeld).Select(notebook => notebook.Id)];

    /// <summary>Who has these notebooks open on other servers, all of them.</summary>
    internal void TakePeopleElsewhere(IReadOnlyCollection<NotebookId> notebooks, IReadOnlyList<PresentPerson> people)
    {
        ILookup<NotebookId, PresentPerson> there = people.ToLookup(one => one.Notebook);
        foreach (LiveNotebook notebook in LoadedNotebooks().Where(notebook => notebooks.Contains(notebook.Id)))
        {
            notebook.TakePeopleElsewhere([.. there[notebook.Id]]);
        }
    }

    /// <summary>What the event feed brings.</summary>
    internal async ValueTask TakeAsync(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        bool any = false;
        foreach (StoredEvent stored in events.Where(stored => stored.Data is NotebookEvent))
        {
            any = true;
            if (_open.TryGetValue(new NotebookId(stored.StreamId), out Lazy<Task<LiveNotebook?>>? loading)
                && await loading.Value.ConfigureAwait(false) is { } notebook)
            {
                await notebook.TakeAsync(stored, ct).ConfigureAwait(false);
            }
        }

        if (any)
        {
            _callbacks.Signal();
        }
    }

    /// <summary>Lets go of notebooks nobody has had open for a minute.</summary>
    internal void Sweep()
    {
        DateTimeOffset latest = _services.Time.GetUtcNow() - s_keptUnused;
        foreach ((NotebookId id, Lazy<Task<LiveNotebook?>> loading) in _open)
        {
            if (loading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
                && Loaded(loading) is { IsHeld: false } notebook
                && notebook.LastUsed < latest)
            {
                Forget(id, loading);
            }
        }
    }

    private IEnumerable<LiveNotebook> LoadedNotebooks() => _open.Values
        .Where(loading => loading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        .Select(Loaded)
        .OfType<LiveNotebook>();

    private static LiveNotebook? Loaded(Lazy<Task<LiveNotebook?>> loading) => loading.Value.GetAwaiter().GetResult();

    private void Forget(NotebookId id, Lazy<Task<LiveNotebook?>> loading) => _open.TryRemove(new(id, loading));

    // Not the caller's token: others may wait for the same loading.
    private async Task<LiveNotebook?> LoadAsync(NotebookId id)
    {
        (NotebookState state, long version) = await _services.Store
            .AggregateAsync(id.Value, NotebookStream.Fold, CancellationToken.None).ConfigureAwait(false);
        if (state.Id != id)
        {
            return null;
        }

        LiveNotebook notebook = new(id, state, version, _services);
        notebook.PeopleChanged += () => PeopleChanged?.Invoke();
        return notebook;
    }
}
