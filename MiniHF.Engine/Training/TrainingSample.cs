using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>A text the model wrote.</summary>
/// <param name="Prompt">What it continued.</param>
/// <param name="Text">The continuation.</param>
/// <param name="Score">Log-odds that it is as wanted; null where nothing judges.</param>
/// <param name="Principles">What each principle made of it.</param>
public sealed record TrainingSample(string Prompt, string Text, double? Score, IReadOnlyList<PrincipleScore> Principles);
