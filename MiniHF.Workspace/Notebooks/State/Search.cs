using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>A search and how far it got. Its tree is the engine's fold of the steps recorded, and of nothing else.</summary>
/// <param name="Cell">The weave cell that shows it.</param>
/// <param name="Server">The server process that runs it, or ran it last.</param>
/// <param name="Attempt">Counts starts and resumes: a run that was paused must not go on beside the one that resumed.</param>
/// <param name="Ended">When it last ran; null while it runs.</param>
/// <param name="Failure">Why it failed; null unless <see cref="Status"/> says so.</param>
/// <param name="PutAside">Its start was undone: its result hangs in the tree as a pruned branch, or will.</param>
/// <param name="ForkOf">The search this one began as a copy of.</param>
public sealed record Search(
    SearchId Id,
    CellId Cell,
    SearchSource Source,
    SearchSettings Settings,
    Guid Server,
    int Attempt,
    PersonId By,
    DateTimeOffset At,
    DateTimeOffset? Ended,
    SearchStatus Status,
    string? Failure,
    bool PutAside,
    SearchId? ForkOf)
{
    /// <summary>When it last went on after a halt; null while it never did.</summary>
    public DateTimeOffset? Resumed { get; init; }

    private WeaveSearch? _tree;

    /// <summary>What happened, from the beginning on.</summary>
    public ImmutableList<WeaveEvent> Steps
    {
        get;
        init
        {
            field = value;
            _tree = null;
        }
    } = [];

    public SearchCost Cost { get; init; } = SearchCost.None;

    /// <summary>What people made of nodes: they steer the search while it runs.</summary>
    public ImmutableDictionary<int, ImmutableDictionary<PersonId, Thumb>> Thumbs { get; init; } =
        ImmutableDictionary<int, ImmutableDictionary<PersonId, Thumb>>.Empty;

    /// <summary>The nodes of the result as branches of the write cell; empty until the search ends.</summary>
    public ImmutableDictionary<int, BranchId> Results { get; init; } = ImmutableDictionary<int, BranchId>.Empty;

    /// <summary>The tree as it stands. Folded once, and only where a snapshot was read; otherwise kept up step by step.</summary>
    [JsonIgnore]
    public WeaveSearch Tree => _tree ??= WeaveSearch.Fold(Steps);

    [JsonIgnore]
    public bool HasEnded => Status is SearchStatus.Stopped or SearchStatus.Finished;

    /// <summary>What a person made of a node.</summary>
    public Thumb ThumbOf(int node, PersonId person) => Thumbs.GetValueOrDefault(node)?.GetValueOrDefault(person) ?? Thumb.None;

    /// <summary>The search after one more step.</summary>
    /// <exception cref="WeaveHistoryException">The step cannot have happened now.</exception>
    public Search With(WeaveEvent step) => this with { Steps = Steps.Add(step), _tree = Tree.Apply(step) };
}
