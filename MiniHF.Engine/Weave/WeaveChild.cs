using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Weave;

/// <summary>A new node as it is recorded: what a model and a random number decided.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Score">What the evaluator gave it; finite.</param>
/// <param name="Gumbel">The node's random number; finite.</param>
public sealed record WeaveChild(string Text, double Score, double Gumbel)
{
    /// <summary>The text's tokens, where the generator reports them.</summary>
    public IReadOnlyList<int> TokenIds { get; init; } = [];

    /// <summary>One for each token, natural logarithm.</summary>
    public IReadOnlyList<float> LogProbabilities { get; init; } = [];

    /// <summary>The score of each principle, where there are several.</summary>
    public IReadOnlyList<PrincipleScore> Principles { get; init; } = [];

    /// <summary>The model ended the text here.</summary>
    public bool EndsText { get; init; }
}
