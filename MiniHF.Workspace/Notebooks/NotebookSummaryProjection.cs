using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Live;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using Npgsql;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// Keeps the summaries in step with the notebooks, in the transaction of each append. A summary is made of the whole state,
/// which whoever appends has at hand and lends (<see cref="Expect"/>); for other appends it is folded from the store.
/// </summary>
internal sealed class NotebookSummaryProjection(IServiceProvider services, IOptions<EventStoreOptions> options) : IInlineProjection
{
    private const int OpeningLength = 160;

    private readonly ConcurrentDictionary<Guid, (NotebookState State, long Version)> _lent = new();
    private readonly string _table = $"\"{options.Value.Schema}\".notebook_summaries";

    public bool Handles(string streamType) => streamType == NotebookStream.Type;

    /// <summary>Lends the state an append is decided on, until the result is disposed.</summary>
    public IDisposable Expect(Guid firstEvent, NotebookState state, long version)
    {
        _lent[firstEvent] = (state, version);
        return new Disposable(() => _lent.TryRemove(firstEvent, out _));
    }

    public async Task ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid streamId, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!ConcernsSummary(events))
        {
            return;
        }

        long before = events[0].Version - 1;
        NotebookState state = _lent.TryGetValue(events[0].Id, out (NotebookState State, long Version) lent) && lent.Version == before
            ? lent.State
            : await FoldAsync(streamId, before, ct).ConfigureAwait(false);
        foreach (StoredEvent stored in events)
        {
            state = NotebookStream.Fold.Evolve(state, stored);
        }

        await using NpgsqlCommand command = new(
            $"""
            insert into {_table} as s (id, title, opening, cells, branches, growing, archived, created, changed)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            on conflict (id) do update set title = excluded.title, opening = excluded.opening, cells = excluded.cells,
                branches = excluded.branches, growing = excluded.growing, archived = excluded.archived, changed = excluded.changed
            """,
            connection,
            transaction);
        Bind(command, streamId, state, events[^1].Timestamp);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Makes every summary again from the events.</summary>
    public async Task RebuildAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        PostgresEventStore store = services.GetRequiredService<PostgresEventStore>();
        foreach (StreamState stream in await store.ListStreamsAsync(NotebookStream.Type, ct).ConfigureAwait(false))
        {
            NotebookState state = await FoldAsync(stream.Id, stream.Version, ct).ConfigureAwait(false);
            await using NpgsqlCommand command = dataSource.CreateCommand(
                $"""
                insert into {_table} (id, title, opening, cells, branches, growing, archived, created, changed)
                values ($1, $2, $3, $4, $5, $6, $7, $9, $8)
                on conflict (id) do update set title = excluded.title, opening = excluded.opening, cells = excluded.cells,
                    branches = excluded.branches, growing = excluded.growing, archived = excluded.archived,
                    created = excluded.created, changed = excluded.changed
                """);
            Bind(command, stream.Id, state, stream.Updated);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = stream.Created.ToUniversalTime() });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Who reads what is no change of a notebook.</summary>
    private static bool ConcernsSummary(IReadOnlyList<StoredEvent> events) =>
        events.Any(stored => stored.Data is not (BranchFocused or BranchCollapsed or CellCollapsed));

    private static void Bind(NpgsqlCommand command, Guid id, NotebookState state, DateTimeOffset changed)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state.Title.Replace('\0', '\uFFFD') });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = OpeningOf(state) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = state.Order.Count });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = WriteCells(state).Sum(cell => cell.Tree.Branches.Count) });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = IsAtWork(state) });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = state.Archived });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = changed.ToUniversalTime() });
    }

    private static bool IsAtWork(NotebookState state) =>
        state.Growths.Values.Any(growth => growth.Status == BranchStatus.Growing)
        || state.Searches.Values.Any(search => search.Status == SearchStatus.Running);

    private static IEnumerable<WriteCell> WriteCells(NotebookState state) =>
        state.Order.Select(id => state.Cells[id]).OfType<WriteCell>();

    private static string OpeningOf(NotebookState state)
    {
        string text = WriteCells(state)
            .SelectMany(cell => cell.Tree.Roots.Select(root => cell.Tree.Branches[root]))
            .Where(root => !root.Pruned)
            .Select(root => root.Text.Trim())
            .FirstOrDefault(text => text.Length > 0) ?? "";
        int length = Math.Min(text.Length, OpeningLength);
        // Never half of a surrogate pair.
        length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text[..length].ReplaceLineEndings(" ").Replace('\0', '\uFFFD');
    }

    private async Task<NotebookState> FoldAsync(Guid id, long version, CancellationToken ct)
    {
        // Asked for late: the store itself is made with its projections.
        PostgresEventStore store = services.GetRequiredService<PostgresEventStore>();
        return (await store.AggregateAsync(id, NotebookStream.Fold, version, ct).ConfigureAwait(false)).State;
    }
}
