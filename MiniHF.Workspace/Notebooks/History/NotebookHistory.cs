using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// The history of one notebook while somebody looks at it: every event in words, and the state at any of them. In memory only that
/// long; shared by all who look. Grows with the notebook when asked to.
/// </summary>
public sealed class NotebookHistory
{
    private const int EventsPerPage = 1000;
    private const int EventsPerFold = 64;

    private readonly PostgresEventStore _store;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HistoryStates _states = new();
    private readonly List<HistoryStep> _steps = [];

    internal NotebookHistory(NotebookId notebook, PostgresEventStore store)
    {
        Notebook = notebook;
        _store = store;
    }

    public NotebookId Notebook { get; }

    /// <summary>The number of the last event read.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _states.Version;
            }
        }
    }

    /// <summary>The event of that number, from 1; null where it was not read yet.</summary>
    public HistoryStep? Step(long version)
    {
        lock (_gate)
        {
            return version >= 1 && version <= _steps.Count ? _steps[(int)version - 1] : null;
        }
    }

    /// <summary>Every event read, in order.</summary>
    public IReadOnlyList<HistoryStep> Steps()
    {
        lock (_gate)
        {
            return [.. _steps];
        }
    }

    /// <summary>The notebook right after an event that was read.</summary>
    public NotebookState At(long version)
    {
        lock (_gate)
        {
            return _states.At(version);
        }
    }

    /// <summary>The notebook right after an event, and the event: from memory, or, where it was not read yet, from the nearest state that the store keeps.</summary>
    public async ValueTask<(NotebookState State, HistoryStep Step)> MomentAsync(long version, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        lock (_gate)
        {
            if (version <= _states.Version)
            {
                return (_states.At(version), _steps[(int)version - 1]);
            }
        }

        // Off the caller's thread: a page goes on answering meanwhile.
        return await Task.Run(
            async () =>
            {
                (NotebookState before, _) = await _store.AggregateAsync(Notebook.Value, NotebookStream.Fold, version - 1, ct).ConfigureAwait(false);
                StoredEvent stored = (await _store.ReadStreamAsync(Notebook.Value, version - 1, version, ct).ConfigureAwait(false))[0];
                return (NotebookStream.Fold.Evolve(before, stored), StepWords.Of(stored, before));
            },
            ct).ConfigureAwait(false);
    }

    /// <summary>Reads what was appended since; false when there is nothing.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            long before = Version;
            while (true)
            {
                long after = Version;
                IReadOnlyList<StoredEvent> events = await _store.ReadStreamAsync(Notebook.Value, after, after + EventsPerPage, ct).ConfigureAwait(false);
                foreach (StoredEvent[] some in events.Chunk(EventsPerFold))
                {
                    // A few at a time: whoever moves the slider meanwhile does not wait for the rest.
                    lock (_gate)
                    {
                        Array.ForEach(some, stored => _steps.Add(_states.Add(stored)));
                    }
                }

                if (events.Count < EventsPerPage)
                {
                    return Version > before;
                }
            }
        }
        finally
        {
            _reading.Release();
        }
    }
}
