namespace MiniHF.Engine.Weave;

/// <summary>What a search needs next.</summary>
public abstract record WeaveStep;

/// <summary>The prompt must be judged with nothing added; the answer is a <see cref="RootScored"/>.</summary>
public sealed record ScoreRoot : WeaveStep;

/// <summary>Continuations of a node must be written and judged; the answer is a <see cref="NodeExpanded"/>.</summary>
/// <param name="NodeId">The node to grow.</param>
/// <param name="Count">How many continuations.</param>
public sealed record ExpandNode(int NodeId, int Count) : WeaveStep;

/// <summary>The search has decided something by itself: record the event and apply it.</summary>
public sealed record Decided(WeaveEvent Event) : WeaveStep;
