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

    /// <summary>One evaluation of what a constitution's principles made of a text; a failed one where an answer is no answer.</summary>
    public static Evaluation Of(IReadOnlyList<PrincipleScore> principles, ScoreCombination combination)
    {
        ArgumentNullException.ThrowIfNull(principles);
        foreach (PrincipleScore principle in principles)
        {
            if (YesNoScore.FindFault(principle.Yes, principle.No) is string fault)
            {
                return Evaluation.Failed($"Asked \"{principle.Name}\", {fault}.", principles);
            }
        }

        double[] scores = [.. principles.Select(principle => principle.Score)];
        double[] weights = [.. principles.Select(principle => principle.Weight)];
        return new Evaluation(combination == ScoreCombination.Mean ? Mean(scores, weights) : SoftMin(scores, weights), principles);
    }

    /// <summary>
    /// How much each score moves the soft minimum: its derivative, <c>ŵ·exp(−s/τ)</c> over the sum of all. They add up to 1, and the least
    /// score has most; for a mean the shares are the weights.
    /// </summary>
    public static IReadOnlyList<double> Shares(IReadOnlyList<double> scores, IReadOnlyList<double> weights, ScoreCombination combination, double tau = 1)
    {
        double total = SumOfWeights(scores, weights);
        if (combination == ScoreCombination.Mean)
        {
            return [.. weights.Select(weight => weight / total)];
        }

        double least = scores.Zip(weights).Where(pair => pair.Second > 0).Min(pair => pair.First);
        double[] pulls = [.. scores.Zip(weights, (score, weight) => weight > 0 ? weight * Math.Exp((least - score) / tau) : 0)];
        double sum = pulls.Sum();
        return [.. pulls.Select(pull => pull / sum)];
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
