namespace MiniHF.Workspace.Notebooks.State;

/// <summary>Where a branch that a search found stands in it.</summary>
/// <param name="Node">Its id in the search's tree.</param>
/// <param name="Score">What the evaluator gave the text up to here, as a logit.</param>
public sealed record FoundNode(SearchId Search, int Node, double Score);
