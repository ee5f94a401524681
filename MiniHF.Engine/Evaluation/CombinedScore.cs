namespace MiniHF.Engine.Evaluation;

/// <summary>Several scores in one number. Scores are log-odds of the wanted answer; weights are relative to their sum.</summary>
public static class CombinedScore
{
    /// <summary><c>−τ·log Σ ŵ·exp(−s/τ)</c>: near the mean for a large τ, near the least for a small one.</summary>
    public static double SoftMin(IReadOnlyList<double> scores, IReadOnlyList<double> weights, double tau = 1)
    {
        double total = SumOfWeights(scores, weights);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);

        double least = double.PositiveInfinity;
        for (int i = 0; i < scores.Count; i++)
        {
            least = weights[i] > 0 ? Math.Min(least, scores[i]) : least;
        }

        double sum = 0;
        for (int i = 0; i < scores.Count; i++)
        {
            sum += weights[i] > 0 ? weights[i] / total * Math.Exp((least - scores[i]) / tau) : 0;
        }

        return least - (tau * Math.Log(sum));
    }

    /// <summary><c>Σ ŵ·s</c>.</summary>
    public static double Mean(IReadOnlyList<double> scores, IReadOnlyList<double> weights)
    {
        double total = SumOfWeights(scores, weights);
        double sum = 0;
        for (int i = 0; i < scores.Count; i++)
        {
            sum += weights[i] / total * scores[i];
        }

        return sum;
    }

    private static double SumOfWeights(IReadOnlyList<double> scores, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, scores.Count);
        double total = weights.Sum();
        return weights.All(weight => double.IsFinite(weight) && weight >= 0) && total > 0
            ? total
            : throw new ArgumentException("Weights must not be below 0, and one must be above it.", nameof(weights));
    }
}
