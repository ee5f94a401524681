using System.Collections.Concurrent;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// The state a notebook had before an append, for what is projected inside it. Whoever appends has it at hand and lends it
/// (<see cref="Expect"/>); for other appends it is folded from the store.
/// </summary>
internal sealed class LentStates(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Guid, (NotebookState State, long Version)> _lent = new();

    /// <summary>Lends the state an append is decided on, until the result is disposed.</summary>
    public IDisposable Expect(Guid firstEvent, NotebookState state, long version)
    {
        _lent[firstEvent] = (state, version);
        return new Disposable(() => _lent.TryRemove(firstEvent, out _));
    }

    /// <summary>The notebook right before these events, which were appended together.</summary>
    public async Task<NotebookState> BeforeAsync(Guid notebook, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        long before = events[0].Version - 1;
        return _lent.TryGetValue(events[0].Id, out (NotebookState State, long Version) lent) && lent.Version == before
            ? lent.State
            : await FoldAsync(notebook, before, ct).ConfigureAwait(false);
    }

    /// <summary>The notebook at a version, from the store.</summary>
    /// <param name="trustSnapshots">Whether a snapshot may stand for the events before it.</param>
    public async Task<NotebookState> FoldAsync(Guid notebook, long version, CancellationToken ct, bool trustSnapshots = true)
    {
        // Asked for late: the store itself is made with its projections.
        PostgresEventStore store = services.GetRequiredService<PostgresEventStore>();
        // No snapshot is kept under that name.
        Fold<NotebookState> fold = trustSnapshots ? NotebookStream.Fold : NotebookStream.Fold with { Name = "notebook from its events" };
        return (await store.AggregateAsync(notebook, fold, version, ct).ConfigureAwait(false)).State;
    }

    /// <summary>Every notebook there is.</summary>
    public Task<IReadOnlyList<StreamState>> ListAsync(CancellationToken ct) =>
        services.GetRequiredService<PostgresEventStore>().ListStreamsAsync(NotebookStream.Type, ct);
}
