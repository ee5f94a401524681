using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// The history of one notebook while somebody looks at it: every event in words, and the state at any of them. In memory only that
/// long; shared by all who look. Grows with the notebook when asked to.
/// </summary>
public sealed class NotebookHistory
{
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

    /// <summary>The number of the last event known.</summary>
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

    /// <summary>The event of that number, from 1.</summary>
    public HistoryStep Step(long version)
    {
        lock (_gate)
        {
            return _steps[checked((int)version - 1)];
        }
    }

    /// <summary>Every event, in order, as known now.</summary>
    public IReadOnlyList<HistoryStep> Steps()
    {
        lock (_gate)
        {
            return [.. _steps];
        }
    }

    /// <summary>The notebook right after the event of that number.</summary>
    public NotebookState At(long version)
    {
        lock (_gate)
        {
            return _states.At(version);
        }
    }

    /// <summary>Reads what was appended since; false when there is nothing.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            IReadOnlyList<StoredEvent> events = await _store.ReadStreamAsync(Notebook.Value, Version, upToVersion: null, ct).ConfigureAwait(false);
            lock (_gate)
            {
                foreach (StoredEvent stored in events)
                {
                    _steps.Add(_states.Add(stored));
                }
            }

            return events.Count > 0;
        }
        finally
        {
            _reading.Release();
        }
    }
}
