using System.Collections.Immutable;

namespace MiniHF.Engine.Weave;

/// <summary>
/// A search for a good continuation: stochastic beam search (Kool, van Hoof and Welling, 2019) over pieces of text, with a
/// best-first lookahead guided by an evaluator, after MiniHF's Weave (Katherine Crowson, 2023). A value: <see cref="Next"/>
/// says what is needed, <see cref="Apply"/> gives the search after it happened. It calls no model, draws no number and keeps
/// no time, so it can be stored as its events, paused by not asking, resumed, forked and replayed.
/// </summary>
/// <remarks>
/// Where it leaves MiniHF's way:
/// 1) An expansion that yields fewer texts than asked for, or none, spends at least one of the budget, and a node that yields
///    none is closed: a search always ends.
/// 2) Scores are finite. A text that could not be judged is recorded as discarded and never becomes a node.
/// 3) Ids are counted per search.
/// 4) A person may steer: an amount added to a node's logit.
/// 5) The result may be the best leaf instead of a sampled one.
/// 6) Equal priorities are taken in order of creation.
/// </remarks>
public sealed partial record WeaveSearch
{
    private const int Root = 0;

    private WeaveSearch(SearchStarted started)
    {
        started.Parameters.Validate();
        Parameters = started.Parameters;
        Provenance = started.Provenance;
        Seed = started.Seed;
        BudgetLeft = Parameters.Budget;
        RoundBudgetLeft = Parameters.RoundBudget;
        Nodes = [new WeaveNode { Id = Root, Text = started.Prompt, IsCommitted = true }];
    }

    public WeaveParameters Parameters { get; private init; }

    public WeaveProvenance Provenance { get; private init; }

    public long Seed { get; private init; }

    /// <summary>All nodes by id.</summary>
    public ImmutableArray<WeaveNode> Nodes { get; private init; }

    /// <summary>The nodes the search goes on from, best first.</summary>
    public ImmutableArray<int> Beam { get; private init; } = [Root];

    /// <summary>Rounds that have ended.</summary>
    public int Round { get; private init; }

    /// <summary>Nodes the search may still make.</summary>
    public int BudgetLeft { get; private init; }

    /// <summary>Nodes the round may still make.</summary>
    public int RoundBudgetLeft { get; private init; }

    /// <summary>Texts written that could not be judged.</summary>
    public int DiscardedCount { get; private init; }

    /// <summary>Somebody asked the search to end.</summary>
    public bool IsStopped { get; private init; }

    public bool IsFinished { get; private init; }

    /// <summary>The leaves chosen, best first; empty until the search is finished.</summary>
    public ImmutableArray<int> Result { get; private init; } = [];

    /// <summary>The prompt.</summary>
    public string Prompt => Nodes[Root].Text;

    private bool IsRootScored => !double.IsNegativeInfinity(Nodes[Root].Score);

    private bool IsRoundOpen => RoundBudgetLeft < Parameters.RoundBudget;

    /// <exception cref="UserFacingException">The parameters are out of range.</exception>
    public static WeaveSearch Start(SearchStarted started)
    {
        ArgumentNullException.ThrowIfNull(started);
        return new WeaveSearch(started);
    }

    /// <summary>The search after all of its events.</summary>
    /// <exception cref="WeaveHistoryException">The events cannot have happened in this order.</exception>
    public static WeaveSearch Fold(IEnumerable<WeaveEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        WeaveSearch? search = null;
        foreach (WeaveEvent happened in events)
        {
            search = (search, happened) switch
            {
                (null, SearchStarted started) => Start(started),
                (null, _) => throw new WeaveHistoryException($"begins with {happened.GetType().Name} instead of {nameof(SearchStarted)}"),
                _ => search.Apply(happened),
            };
        }

        return search ?? throw new WeaveHistoryException("is empty");
    }

    /// <summary>What the search needs next; null when it is finished.</summary>
    public WeaveStep? Next()
    {
        if (IsFinished)
        {
            return null;
        }

        if (!IsRootScored && !IsStopped)
        {
            return new ScoreRoot();
        }

        WeaveNode? next = IsStopped || BudgetLeft <= 0 || RoundBudgetLeft <= 0 ? null : SelectForExpansion();
        if (next is not null)
        {
            return new ExpandNode(next.Id, Math.Min(Parameters.Expand, Math.Min(BudgetLeft, RoundBudgetLeft)));
        }

        return new Decided(IsRoundOpen ? new RoundEnded(ChooseBeam()) : new SearchFinished(ChooseResult()));
    }

    /// <summary>The search after an event.</summary>
    /// <exception cref="WeaveHistoryException">The event cannot have happened now.</exception>
    public WeaveSearch Apply(WeaveEvent happened)
    {
        if (IsFinished && happened is not SearchForked)
        {
            throw new WeaveHistoryException($"goes on with {happened.GetType().Name} after its end");
        }

        return happened switch
        {
            RootScored scored => Score(scored),
            NodeExpanded expanded => Expand(expanded),
            NodeSteered steered => Steer(steered),
            RoundEnded ended => EndRound(ended),
            SearchStopped => this with { IsStopped = true },
            SearchForked forked => Fork(forked),
            SearchFinished finished => this with { IsFinished = true, Result = [.. finished.Result.Select(id => Existing(id).Id)] },
            _ => throw new WeaveHistoryException($"holds {happened.GetType().Name} where it cannot be"),
        };
    }

    /// <summary>The text from the prompt's end to the node's.</summary>
    public string BranchText(int nodeId) => string.Concat(Path(nodeId).Where(node => node.ParentId is not null).Select(node => node.Text));

    /// <summary>The nodes from the root to the node.</summary>
    public IReadOnlyList<WeaveNode> Path(int nodeId)
    {
        List<WeaveNode> path = [];
        for (WeaveNode? node = Existing(nodeId); node is not null; node = node.ParentId is int parent ? Nodes[parent] : null)
        {
            path.Add(node);
        }

        path.Reverse();
        return path;
    }

    private WeaveNode Existing(int nodeId) =>
        (uint)nodeId < (uint)Nodes.Length ? Nodes[nodeId] : throw new WeaveHistoryException($"speaks of node {nodeId}, which it has not made");

    private WeaveSearch Fork(SearchForked forked)
    {
        if (forked.ExtraBudget < 0)
        {
            throw new WeaveHistoryException("is forked with a budget below 0");
        }

        return this with
        {
            Seed = forked.Seed,
            BudgetLeft = BudgetLeft + forked.ExtraBudget,
            IsStopped = false,
            IsFinished = false,
            Result = [],
        };
    }
}
