using System.Text.Json.Serialization;
using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Weave;

/// <summary>
/// Something that happened in a search. A search is the fold of its events and of nothing else: models, random numbers and
/// decisions are in them, so that a replay calls no model and ends where the search did.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SearchStarted), "search_started")]
[JsonDerivedType(typeof(RootScored), "root_scored")]
[JsonDerivedType(typeof(NodeExpanded), "node_expanded")]
[JsonDerivedType(typeof(RoundEnded), "round_ended")]
[JsonDerivedType(typeof(NodeSteered), "node_steered")]
[JsonDerivedType(typeof(SearchStopped), "search_stopped")]
[JsonDerivedType(typeof(SearchForked), "search_forked")]
[JsonDerivedType(typeof(SearchFinished), "search_finished")]
public abstract record WeaveEvent;

/// <summary>Always the first event.</summary>
/// <param name="Prompt">The text the search continues: the root's.</param>
/// <param name="Seed">Decides every draw.</param>
public sealed record SearchStarted(WeaveParameters Parameters, string Prompt, long Seed) : WeaveEvent
{
    public WeaveProvenance Provenance { get; init; } = new();
}

/// <summary>The evaluator judged the prompt with nothing added.</summary>
public sealed record RootScored(double Score) : WeaveEvent
{
    public IReadOnlyList<PrincipleScore> Principles { get; init; } = [];
}

/// <summary>Continuations of a node were written and judged.</summary>
/// <param name="ParentId">The node they continue.</param>
/// <param name="Children">The new nodes, in the order of their ids; may be fewer than asked for, or none.</param>
public sealed record NodeExpanded(int ParentId, IReadOnlyList<WeaveChild> Children) : WeaveEvent
{
    /// <summary>Why texts that were written did not become nodes, one line each: they could not be judged.</summary>
    public IReadOnlyList<string> Discarded { get; init; } = [];
}

/// <summary>A round's budget is spent, or there was nothing left to look at.</summary>
/// <param name="Beam">The nodes the search goes on from, best first.</param>
public sealed record RoundEnded(IReadOnlyList<int> Beam) : WeaveEvent;

/// <summary>A person put a thumb on a node.</summary>
/// <param name="Amount">Added to the node's logit from now on; 0 takes the thumb away.</param>
public sealed record NodeSteered(int NodeId, double Amount) : WeaveEvent;

/// <summary>A person ended the search before its budget was spent. The round that runs is closed, and the result is of what is there.</summary>
public sealed record SearchStopped : WeaveEvent;

/// <summary>From here on this is another search than the one whose events came before: its draws come from another seed.</summary>
/// <param name="ExtraBudget">Nodes it may make beyond what was left.</param>
public sealed record SearchForked(long Seed, int ExtraBudget = 0) : WeaveEvent;

/// <summary>Always the last event, unless the search is forked.</summary>
/// <param name="Result">The leaves chosen, best first.</param>
public sealed record SearchFinished(IReadOnlyList<int> Result) : WeaveEvent;
