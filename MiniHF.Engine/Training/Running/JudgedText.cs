using Judgement = MiniHF.Engine.Evaluation.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>A sample, what the evaluator made of it, and the log-probability that the reference gives each of its tokens.</summary>
internal sealed record JudgedText(DrawnText Drawn, Judgement Judgement, double[] Reference);
