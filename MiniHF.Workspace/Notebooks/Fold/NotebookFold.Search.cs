using System.Collections.Immutable;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using SearchFinished = MiniHF.Workspace.Notebooks.Events.SearchFinished;
using SearchForked = MiniHF.Workspace.Notebooks.Events.SearchForked;
using SearchStarted = MiniHF.Workspace.Notebooks.Events.SearchStarted;

namespace MiniHF.Workspace.Notebooks.Fold;

public static partial class NotebookFold
{
    private static NotebookState Start(NotebookState state, SearchStarted started, EventOrigin origin) => Begin(state, new Search(
        started.Search,
        started.Cell,
        started.Source,
        started.Settings,
        started.Server,
        Attempt: 1,
        started.By,
        origin.At,
        Ended: null,
        SearchStatus.Running,
        Failure: null,
        PutAside: false,
        ForkOf: null)
    {
        Steps = [started.Beginning],
    });

    private static NotebookState Fork(NotebookState state, SearchForked forked, EventOrigin origin)
    {
        if (state.Searches.GetValueOrDefault(forked.Of) is not { } of || forked.Steps > of.Steps.Count)
        {
            return state;
        }

        Search copy = new Search(
            forked.Search,
            forked.Cell,
            of.Source,
            of.Settings,
            forked.Server,
            Attempt: 1,
            forked.By,
            origin.At,
            Ended: null,
            SearchStatus.Running,
            Failure: null,
            PutAside: false,
            ForkOf: of.Id)
        {
            Steps = of.Steps.GetRange(0, forked.Steps),
            Thumbs = of.Thumbs,
        };
        return Try(copy, [forked.Fork]) is { } fork ? Begin(state, fork) : state;
    }

    private static NotebookState Begin(NotebookState state, Search search) =>
        state.Searches.ContainsKey(search.Id)
        || state.Cells.GetValueOrDefault(search.Cell) is not WeaveCell cell
        || SearchRules.BranchOf(state, search.Source) is null
            ? state
            : state with
            {
                Searches = state.Searches.Add(search.Id, search),
                Cells = state.Cells.SetItem(cell.Id, cell with { Searches = cell.Searches.Add(search.Id), Settings = search.Settings, Source = search.Source }),
            };

    private static NotebookState Advance(NotebookState state, SearchAdvanced advanced) => WithSearch(state, advanced.Search, search =>
        search.Steps.Count == advanced.From && Try(search, advanced.Steps) is { } after
            ? after with { Cost = search.Cost + advanced.Cost }
            : search);

    private static NotebookState Rate(NotebookState state, SearchNodeRated rated) => WithSearch(state, rated.Search, search =>
    {
        if ((uint)rated.Node >= (uint)search.Tree.Nodes.Length)
        {
            return search;
        }

        ImmutableDictionary<PersonId, Thumb> before = search.Thumbs.GetValueOrDefault(rated.Node) ?? ImmutableDictionary<PersonId, Thumb>.Empty;
        ImmutableDictionary<PersonId, Thumb> thumbs = rated.Thumb == Thumb.None ? before.Remove(rated.By) : before.SetItem(rated.By, rated.Thumb);
        Search after = search with { Thumbs = thumbs.IsEmpty ? search.Thumbs.Remove(rated.Node) : search.Thumbs.SetItem(rated.Node, thumbs) };
        return after.Tree.IsFinished
            ? after
            : Try(after, [new NodeSteered(rated.Node, rated.Strength * thumbs.Values.Sum(thumb => (int)thumb))]) ?? search;
    });

    /// <summary>A search that stands still, for now or for good.</summary>
    private static NotebookState Halt(NotebookState state, SearchId id, SearchStatus status, string? failure, EventOrigin origin) =>
        WithSearch(state, id, search => search.HasEnded || search.Status == status
            ? search
            : search with { Status = status, Failure = failure, Ended = origin.At });

    private static NotebookState Resume(NotebookState state, SearchResumed resumed, EventOrigin origin) => WithSearch(state, resumed.Search, search =>
        search.HasEnded || search.Status == SearchStatus.Running
            ? search
            : search with { Status = SearchStatus.Running, Server = resumed.Server, Attempt = search.Attempt + 1, Failure = null, Ended = null, Resumed = origin.At });

    /// <summary>Hangs the result's pieces under the branch the search began from.</summary>
    private static NotebookState Finish(NotebookState state, SearchFinished finished, EventOrigin origin)
    {
        if (state.Searches.GetValueOrDefault(finished.Search) is not { Tree.IsFinished: true } search)
        {
            return state;
        }

        Dictionary<int, BranchId> places = new() { [0] = search.Source.Branch };
        NotebookState joined = WithTree(state, search.Source.Cell, tree =>
        {
            foreach (SearchResultBranch piece in finished.Branches)
            {
                if ((uint)piece.Node < (uint)search.Tree.Nodes.Length
                    && search.Tree.Nodes[piece.Node] is { ParentId: int above } node
                    && places.TryGetValue(above, out BranchId parent))
                {
                    tree = Insert(tree, Found(search, node, piece.Branch, parent, origin));
                    places[piece.Node] = piece.Branch;
                }
            }

            return tree;
        });
        return WithSearch(joined, search.Id, now => now with
        {
            Status = now.Tree.IsStopped ? SearchStatus.Stopped : SearchStatus.Finished,
            Failure = null,
            Ended = origin.At,
            Results = places.Where(place => place.Key != 0).ToImmutableDictionary(),
        });
    }

    private static Branch Found(Search search, WeaveNode node, BranchId id, BranchId parent, EventOrigin origin) => new(
        id,
        parent,
        Children: [],
        Depth: 0,
        BranchKind.Weave,
        node.Text,
        OriginalText: null,
        search.By,
        origin.At,
        Growth: null,
        Index: 0,
        [.. node.TokenIds],
        [.. node.LogProbabilities],
        BranchStatus.Done,
        Finish: null,
        Thumbs: search.Thumbs.GetValueOrDefault(node.Id) ?? ImmutableDictionary<PersonId, Thumb>.Empty,
        Bookmarked: false,
        Pruned: search.PutAside && node.ParentId == 0,
        Collapsed: false,
        Replaces: null)
    {
        Found = new FoundNode(search.Id, node.Id, node.Score),
    };

    private static NotebookState PutAside(NotebookState state, SearchPutAside aside)
    {
        if (state.Searches.GetValueOrDefault(aside.Search) is not { } search || search.PutAside == aside.PutAside)
        {
            return state;
        }

        NotebookState changed = WithTree(state, search.Source.Cell, tree =>
        {
            foreach ((int node, BranchId branch) in search.Results.OrderBy(result => result.Key))
            {
                if (search.Tree.Nodes[node].ParentId == 0)
                {
                    tree = aside.PutAside
                        ? Prune(tree, new BranchPruned(search.Source.Cell, branch) { By = aside.By })
                        : WithBranch(tree, branch, pruned => pruned with { Pruned = false });
                }
            }

            return tree;
        });
        return WithSearch(changed, search.Id, now => now with { PutAside = aside.PutAside });
    }

    /// <summary>The search after the steps; null where they do not fit.</summary>
    private static Search? Try(Search search, IEnumerable<WeaveEvent> steps)
    {
        try
        {
            return steps.Aggregate(search, (at, step) => at.With(step));
        }
        catch (WeaveHistoryException)
        {
            return null;
        }
    }

    private static NotebookState WithSearch(NotebookState state, SearchId id, Func<Search, Search> change)
    {
        if (state.Searches.GetValueOrDefault(id) is not { } search)
        {
            return state;
        }

        Search changed = change(search);
        return ReferenceEquals(changed, search) ? state : state with { Searches = state.Searches.SetItem(id, changed) };
    }
}
