using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Notebooks.State;

/// <summary>What an evaluator made of one text.</summary>
/// <param name="Score">Log-odds that it is as wanted; null where it could not be judged.</param>
/// <param name="Failure">Why there is no score; null where there is.</param>
public sealed record TextScore(double? Score, IReadOnlyList<PrincipleScore> Principles, string? Failure);
