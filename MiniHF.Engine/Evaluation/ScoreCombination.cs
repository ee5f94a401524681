namespace MiniHF.Engine.Evaluation;

/// <summary>How the scores of several principles become one.</summary>
public enum ScoreCombination
{
    /// <summary>The weighted soft minimum: one broken principle is not made up for by the others.</summary>
    SoftMin,

    /// <summary>The weighted mean.</summary>
    Mean,

    /// <summary>The first principle is the question, the others are evidence for it (<see cref="BayesianEvaluator"/>).</summary>
    Bayes,
}
