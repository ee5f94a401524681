using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Evaluation;

/// <summary>What an evaluator made of a text.</summary>
/// <param name="Score">Log-odds that the text is as wanted; NaN where <see cref="Failure"/> is set.</param>
/// <param name="Principles">The parts, in the constitution's order.</param>
public sealed record Evaluation(double Score, IReadOnlyList<PrincipleScore> Principles)
{
    /// <summary>Why the text could not be judged; null where it was.</summary>
    public string? Failure { get; init; }

    /// <summary>What its questions took of the model.</summary>
    public RequestCost Cost { get; init; }

    /// <summary>The score as a probability.</summary>
    public double Probability => YesNoScore.Probability(Score);

    internal static Evaluation Failed(string failure, IReadOnlyList<PrincipleScore> principles) => new(double.NaN, principles) { Failure = failure };
}
