using System.Collections.Immutable;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using SearchFinished = MiniHF.Workspace.Notebooks.Events.SearchFinished;

namespace MiniHF.Workspace.Ratings;

/// <summary>
/// A notebook, and for everything that can be learnt from it the events that say so. A pure fold. Undoing and redoing a change
/// counts as the newest word on what it changed.
/// </summary>
public sealed record NotebookEvidence
{
    public static NotebookEvidence Empty { get; } = new();

    public NotebookState State { get; init; } = NotebookState.Empty;

    /// <summary>The event that made each branch.</summary>
    public ImmutableDictionary<BranchId, Guid> Made { get; init; } = ImmutableDictionary<BranchId, Guid>.Empty;

    /// <summary>The newest event on each person's thumb.</summary>
    public ImmutableDictionary<(BranchId Branch, PersonId Person), Guid> Rated { get; init; } = ImmutableDictionary<(BranchId, PersonId), Guid>.Empty;

    /// <summary>The newest edit of each branch's text.</summary>
    public ImmutableDictionary<BranchId, Guid> Edited { get; init; } = ImmutableDictionary<BranchId, Guid>.Empty;

    /// <summary>The event that grew each node of a search.</summary>
    public ImmutableDictionary<(SearchId Search, int Node), Guid> Expanded { get; init; } = ImmutableDictionary<(SearchId, int), Guid>.Empty;

    /// <summary>What an undo of an event concerns.</summary>
    private ImmutableDictionary<Guid, NotebookEvent> Changes { get; init; } = ImmutableDictionary<Guid, NotebookEvent>.Empty;

    /// <summary>The write cells shown, top to bottom.</summary>
    public IEnumerable<WriteCell> Texts => State.Order.Select(id => State.Cells[id]).OfType<WriteCell>();

    /// <summary>The evidence of a stream's events, in order.</summary>
    public static NotebookEvidence Of(IEnumerable<StoredEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Aggregate(Empty, (evidence, stored) => stored.Data is NotebookEvent happened
            ? evidence.With(happened, new EventOrigin(stored.StreamId, stored.Id, stored.Timestamp))
            : evidence);
    }

    /// <summary>The evidence after one more event.</summary>
    public NotebookEvidence With(NotebookEvent happened, EventOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(happened);
        NotebookEvidence after = this with { State = NotebookFold.Evolve(State, happened, origin) };
        return happened switch
        {
            ChangeUndone undone when Changes.GetValueOrDefault(undone.Change) is { } change => after.Note(change, origin.Event),
            ChangeRedone redone when Changes.GetValueOrDefault(redone.Change) is { } change => after.Note(change, origin.Event),
            BranchRated or BranchEdited or BranchTyped => after.Note(happened, origin.Event) with { Changes = Changes.SetItem(origin.Event, happened) },
            BranchWritten written => after with { Made = Made.SetItem(written.Branch, origin.Event) },
            GrowthStarted started => after with { Made = Made.SetItems(started.Branches.Select(branch => KeyValuePair.Create(branch, origin.Event))) },
            CellDuplicated { Cell: var cell } => after.NoteCell(cell, origin.Event),
            CellTurned { Into: var cell } => after.NoteCell(cell, origin.Event),
            SearchAdvanced advanced => after.NoteNodes(advanced, State, origin.Event),
            SearchFinished finished => after with { Made = Made.SetItems(finished.Branches.Select(piece => KeyValuePair.Create(piece.Branch, origin.Event))) },
            _ => after,
        };
    }

    /// <summary>All texts of a cell came with it.</summary>
    private NotebookEvidence NoteCell(CellId cell, Guid id) => State.Cells.GetValueOrDefault(cell) is WriteCell { Tree.Branches: var branches }
        ? this with { Made = Made.SetItems(branches.Keys.Select(branch => KeyValuePair.Create(branch, id))) }
        : this;

    private NotebookEvidence Note(NotebookEvent change, Guid id) => change switch
    {
        BranchRated rated => this with { Rated = Rated.SetItem((rated.Branch, rated.By), id) },
        BranchEdited edited => this with { Edited = Edited.SetItem(edited.Branch, id) },
        BranchTyped typed => this with { Edited = Edited.SetItem(typed.Branch, id) },
        _ => this,
    };

    private NotebookEvidence NoteNodes(SearchAdvanced advanced, NotebookState before, Guid id)
    {
        int known = before.Searches.GetValueOrDefault(advanced.Search)?.Tree.Nodes.Length ?? 0;
        int now = State.Searches.GetValueOrDefault(advanced.Search)?.Tree.Nodes.Length ?? 0;
        return now <= known
            ? this
            : this with { Expanded = Expanded.SetItems(Enumerable.Range(known, now - known).Select(node => KeyValuePair.Create((advanced.Search, node), id))) };
    }
}
