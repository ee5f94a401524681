using System.Collections.Concurrent;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// A notebook that somebody has open on this server: its state kept up with the event store, the text that streams
/// into it before it is stored, and who is here. One instance is shared by all its pages.
/// </summary>
public sealed partial class LiveNotebook
{
    private const int EventsPerSnapshot = 500;

    private static readonly TimeSpan s_callbackInterval = TimeSpan.FromMilliseconds(50);

    private readonly LiveNotebookServices _services;
    private readonly SemaphoreSlim _recording = new(1, 1);
    private readonly SemaphoreSlim _folding = new(1, 1);
    private readonly ThrottledCallbacks _callbacks;
    private readonly ConcurrentDictionary<BranchId, StreamedText> _streams = new();
    private readonly ConcurrentDictionary<SearchId, SearchDraft> _drafts = new();
    private readonly Lock _peopleGate = new();
    private readonly Dictionary<PersonId, PresentPerson> _people = [];
    private readonly Dictionary<PersonId, int> _pages = [];
    private IReadOnlyList<PresentPerson> _elsewhere = [];
    private volatile Moment _now;
    private long _snapshotVersion;
    private int _holders;

    internal LiveNotebook(NotebookId id, NotebookState state, long version, LiveNotebookServices services)
    {
        Id = id;
        _services = services;
        _now = new Moment(state, version);
        _callbacks = new ThrottledCallbacks(s_callbackInterval, services.Time, services.Logger);
        LastUsed = services.Time.GetUtcNow();
    }

    /// <summary>Called after each change of the state, on the thread that folded it. Must be quick.</summary>
    internal event Action? Folded;

    /// <summary>Raised when somebody came to this notebook on this server, went, or turned to another cell.</summary>
    internal event Action? PeopleChanged;

    public NotebookId Id { get; }

    /// <summary>The state at <see cref="Version"/>. Read it once and keep the reference: it is immutable.</summary>
    public NotebookState State => _now.State;

    /// <summary>Version of the stream that <see cref="State"/> has folded.</summary>
    public long Version => _now.Version;

    /// <summary>People with this notebook open on any server of the database, each once, with the cell they are at.</summary>
    public IReadOnlyList<Presence> People
    {
        get
        {
            lock (_peopleGate)
            {
                return
                [
                    .. _people.Values.Concat(_elsewhere)
                        .DistinctBy(one => one.Person)
                        .Select(one => new Presence(one.Person, _services.Accounts.NameOf(one.Person)) { Cell = one.Cell })
                        .OrderBy(one => one.Name, StringComparer.CurrentCulture)
                        .ThenBy(one => one.Person.Value),
                ];
            }
        }
    }

    /// <summary>When the last page or growth let go of it.</summary>
    internal DateTimeOffset LastUsed { get; private set; }

    internal bool IsHeld => Volatile.Read(ref _holders) > 0;

    /// <summary>
    /// The text of a growing branch as of this moment, stored or not: what <see cref="State"/> holds plus what streamed in since.
    /// Null for a branch that is not growing on this server.
    /// </summary>
    public StreamedText? StreamOf(BranchId branch) => _streams.TryGetValue(branch, out StreamedText text) ? text : null;

    /// <summary>The continuations a search is writing at this moment; null where this server writes none.</summary>
    public SearchDraft? DraftOf(SearchId search) => _drafts.GetValueOrDefault(search);

    /// <summary>Calls back after the state, a stream or the people changed; many changes may come as one call, at most one each 50 ms. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        IDisposable subscription = _callbacks.Add(changed);
        IDisposable hold = Hold();
        return new Disposable(() =>
        {
            subscription.Dispose();
            hold.Dispose();
        });
    }

    /// <summary>Announces a page of a person; dispose it when the page goes.</summary>
    public Seat Join(PersonId person)
    {
        IDisposable hold = Hold();
        CountPages(person, 1);
        return new Seat(
            cell => Place(person, cell),
            () =>
            {
                CountPages(person, -1);
                hold.Dispose();
            });
    }

    /// <summary>Keeps the notebook in memory.</summary>
    internal IDisposable Hold()
    {
        Interlocked.Increment(ref _holders);
        return new Disposable(() =>
        {
            LastUsed = _services.Time.GetUtcNow();
            Interlocked.Decrement(ref _holders);
        });
    }

    internal void Touch() => LastUsed = _services.Time.GetUtcNow();

    /// <summary>Shows text that is not stored yet.</summary>
    internal void Stream(BranchId branch, StreamedText text)
    {
        _streams[branch] = text;
        _callbacks.Signal();
    }

    /// <summary>From here on the state speaks for the branch.</summary>
    internal void EndStream(BranchId branch)
    {
        if (_streams.TryRemove(branch, out _))
        {
            _callbacks.Signal();
        }
    }

    /// <summary>Shows what a search writes, or, with null, that it writes nothing now.</summary>
    internal void Draft(SearchId search, SearchDraft? draft)
    {
        if (draft is not null)
        {
            _drafts[search] = draft;
        }
        else if (!_drafts.TryRemove(search, out _))
        {
            return;
        }

        _callbacks.Signal();
    }

    /// <summary>Reads and folds what the store has beyond <see cref="Version"/>: after a gap, a conflict or an append of one's own.</summary>
    internal async Task CatchUpAsync(CancellationToken ct)
    {
        await _folding.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            IReadOnlyList<StoredEvent> events = await _services.Store
                .ReadStreamAsync(Id.Value, _now.Version, upToVersion: null, ct).ConfigureAwait(false);
            Advance(events);
        }
        finally
        {
            _folding.Release();
        }
    }

    /// <summary>Takes an event as it comes from the feed. One that is known is left; one that does not follow makes the gap be read.</summary>
    internal async Task TakeAsync(StoredEvent stored, CancellationToken ct)
    {
        if (stored.Version <= Version)
        {
            return;
        }

        await _folding.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            long next = _now.Version + 1;
            if (stored.Version < next)
            {
                return;
            }

            Advance(stored.Version == next
                ? [stored]
                : await _services.Store.ReadStreamAsync(Id.Value, _now.Version, upToVersion: null, ct).ConfigureAwait(false));
        }
        finally
        {
            _folding.Release();
        }
    }

    private void Advance(IReadOnlyList<StoredEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        (NotebookState state, long version) = _now;
        foreach (StoredEvent stored in events)
        {
            state = NotebookStream.Fold.Evolve(state, stored);
            version = stored.Version;
        }

        _now = new Moment(state, version);
        Folded?.Invoke();
        _callbacks.Signal();
        if (version - _snapshotVersion >= EventsPerSnapshot)
        {
            _snapshotVersion = version;
            _ = SaveSnapshotAsync(state, version);
        }
    }

    private async Task SaveSnapshotAsync(NotebookState state, long version)
    {
        try
        {
            await Task.Run(() => _services.Store.SaveSnapshotAsync(Id.Value, NotebookStream.Fold, state, version, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A snapshot only saves time: the next one comes after as many events again.
            Log.SnapshotFailed(_services.Logger, e, Id.Value);
        }
    }

    /// <summary>Who has it open on this server.</summary>
    internal IReadOnlyList<PresentPerson> PeopleHere
    {
        get
        {
            lock (_peopleGate)
            {
                return [.. _people.Values];
            }
        }
    }

    /// <summary>Who has it open on other servers.</summary>
    internal void TakePeopleElsewhere(IReadOnlyList<PresentPerson> people)
    {
        lock (_peopleGate)
        {
            if (people.SequenceEqual(_elsewhere))
            {
                return;
            }

            _elsewhere = people;
        }

        _callbacks.Signal();
    }

    private void Place(PersonId person, CellId? cell)
    {
        lock (_peopleGate)
        {
            if (!_people.TryGetValue(person, out PresentPerson present) || present.Cell == cell)
            {
                return;
            }

            _people[person] = present with { Cell = cell };
        }

        _callbacks.Signal();
        PeopleChanged?.Invoke();
    }

    private void CountPages(PersonId person, int change)
    {
        lock (_peopleGate)
        {
            int pages = _pages.GetValueOrDefault(person) + change;
            if (pages > 0)
            {
                _pages[person] = pages;
                _people.TryAdd(person, new PresentPerson(Id, person, null));
            }
            else
            {
                _pages.Remove(person);
                _people.Remove(person);
            }
        }

        _callbacks.Signal();
        PeopleChanged?.Invoke();
    }

    private sealed record Moment(NotebookState State, long Version);
}
