using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>The histories that are being looked at on this server.</summary>
public sealed class NotebookHistories(PostgresEventStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NotebookId, (NotebookHistory History, int Readers)> _open = [];

    /// <summary>Takes a notebook's history, of which nothing need be read yet. Dispose the lease when nobody looks any more.</summary>
    public (NotebookHistory History, IDisposable Lease) Take(NotebookId notebook)
    {
        NotebookHistory history;
        lock (_gate)
        {
            (NotebookHistory? open, int readers) = _open.GetValueOrDefault(notebook);
            history = open ?? new NotebookHistory(notebook, store);
            _open[notebook] = (history, readers + 1);
        }

        return (history, new Disposable(() => Close(notebook)));
    }

    /// <summary>Opens a notebook's history, read up to its newest event. Dispose the lease when nobody looks any more.</summary>
    public async Task<(NotebookHistory History, IDisposable Lease)> OpenAsync(NotebookId notebook, CancellationToken ct)
    {
        (NotebookHistory history, IDisposable lease) = Take(notebook);
        try
        {
            // Off the caller's thread: a long notebook takes some hundred milliseconds to fold.
            await Task.Run(() => history.CatchUpAsync(ct), ct).ConfigureAwait(false);
            return (history, lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void Close(NotebookId notebook)
    {
        lock (_gate)
        {
            (NotebookHistory history, int readers) = _open[notebook];
            if (readers > 1)
            {
                _open[notebook] = (history, readers - 1);
            }
            else
            {
                _open.Remove(notebook);
            }
        }
    }
}
