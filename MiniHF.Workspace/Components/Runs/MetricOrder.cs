using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>Which charts come first: what one looks at to see whether a run goes well, then what explains it, then the machine.</summary>
public static class MetricOrder
{
    private static readonly string[] s_first =
    [
        MetricNames.Loss, MetricNames.EvaluationLoss, MetricNames.EvaluationAccuracy, MetricNames.Reward, MetricNames.EvaluationReward, MetricNames.Kl,
        MetricNames.NegativeControl, MetricNames.Distinct2, MetricNames.Entropy, MetricNames.EvaluationRewardsAccuracies, MetricNames.RewardsAccuracies,
        MetricNames.RewardsMargins, MetricNames.LogpsChosen, MetricNames.LogpsRejected, MetricNames.RewardsChosen, MetricNames.RewardsRejected,
        MetricNames.EvaluationLossPerByte, MetricNames.RootKl, MetricNames.RewardDeviation, MetricNames.MeanLength,
    ];

    private static readonly string[] s_last =
    [
        MetricNames.GradientNorm, MetricNames.LearningRate, MetricNames.TokensPerSecond, MetricNames.StepTime, MetricNames.Memory, MetricNames.Tokens, MetricNames.Epoch,
    ];

    private static readonly string[] s_further =
    [
        MetricNames.StepTime, MetricNames.Memory, MetricNames.Tokens, MetricNames.Epoch, MetricNames.ZeroDeviation, MetricNames.ClipRatio,
        MetricNames.MinLength, MetricNames.MaxLength, MetricNames.ClippedLength, MetricNames.LogitsChosen, MetricNames.LogitsRejected,
    ];

    /// <summary>Whether one looks at it only when something is odd.</summary>
    public static bool IsFurther(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return s_further.Contains(metric) || (metric.StartsWith("rewards/", StringComparison.Ordinal) && metric.EndsWith("/std", StringComparison.Ordinal));
    }

    /// <summary>The metrics in the order they are shown.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> metrics) =>
        [.. metrics.Distinct().OrderBy(Rank).ThenBy(metric => metric, StringComparer.Ordinal)];

    /// <summary>The few that fit into a cell.</summary>
    public static IReadOnlyList<string> Foremost(IEnumerable<string> metrics, int most) =>
        [.. Of(metrics).Where(metric => metric is not (MetricNames.Tokens or MetricNames.Epoch or MetricNames.StepTime)).Take(most)];

    private static int Rank(string metric)
    {
        int first = Array.IndexOf(s_first, metric);
        int last = Array.IndexOf(s_last, metric);
        return first >= 0 ? first : last >= 0 ? 1000 + last : 500;
    }
}
