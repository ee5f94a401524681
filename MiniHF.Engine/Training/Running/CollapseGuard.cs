using System.Globalization;

namespace MiniHF.Engine.Training;

/// <summary>
/// Sees a run that follows a reward go wrong: an evaluator that likes anything, samples that become alike or sure of
/// themselves, a model far from where it began, a held-out score that no longer rises. The evaluator does not change while
/// the run goes on, so it is looked at once, before the first step.
/// </summary>
internal sealed class CollapseGuard(CollapseGuardSettings settings)
{
    private const string Prefix = "guard/";

    /// <summary>More likely liked than not.</summary>
    private const double LikedAtAll = 0.5;

    private readonly Dictionary<string, double> _first = new(StringComparer.Ordinal);
    private double _best = double.NegativeInfinity;
    private int _without;

    /// <summary>Refuses an evaluator whose answers mean nothing.</summary>
    /// <param name="evaluator">What messages call it.</param>
    /// <param name="controls">Texts that are plainly bad, each with the probability that it is liked.</param>
    /// <exception cref="UserFacingException">It likes them, taken together.</exception>
    public void Check(string evaluator, IReadOnlyList<(string Text, double Liked)> controls)
    {
        double mean = controls.Average(control => control.Liked);
        if (settings.MaxNegativeControl > 0 && mean > settings.MaxNegativeControl)
        {
            throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture,
                $"{evaluator} likes texts that are plainly bad ({MetricNames.NegativeControl}: {mean:0.###}, limit {settings.MaxNegativeControl:0.###}), so there is nothing to learn from what it says: tune it on more ratings, choose another evaluator, or word the question otherwise."));
        }
    }

    /// <summary>A warning where an evaluator rather likes one of the texts that are plainly bad: runs find such texts.</summary>
    public IEnumerable<TrainingAlarm> Warn(IReadOnlyList<(string Text, double Liked)> controls)
    {
        (string text, double liked) = controls.MaxBy(control => control.Liked);
        if (settings.MaxNegativeControl > 0 && liked > LikedAtAll)
        {
            yield return new TrainingAlarm(
                0, MetricNames.NegativeControl, liked, LikedAtAll,
                string.Create(CultureInfo.InvariantCulture, $"Before step 1: the evaluator likes \u201C{text.Trim()}\u201D (probability {liked:0.###}), so this run may learn to write that."),
                EndsRun: false);
        }
    }

    /// <summary>Looks at the metrics of a held-out pass.</summary>
    public IEnumerable<TrainingAlarm> Look(int step, IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(MetricNames.EvaluationReward, out double score))
        {
            yield break;
        }

        if (Lost(metrics, MetricNames.Distinct2, settings.MaxDistinctLoss, out double distinct))
        {
            yield return Alarm(step, MetricNames.Distinct2, distinct, settings.MaxDistinctLoss, "samples repeat themselves: this share of their distinct pairs of words is lost");
        }

        if (Lost(metrics, MetricNames.Entropy, settings.MaxEntropyLoss, out double entropy))
        {
            yield return Alarm(step, MetricNames.Entropy, entropy, settings.MaxEntropyLoss, "the model is too sure of itself: this share of its entropy is lost");
        }

        if (Above(metrics, MetricNames.RootKl, settings.MaxRootKl == 0 ? double.PositiveInfinity : settings.MaxRootKl, out double rootKl))
        {
            yield return Alarm(step, MetricNames.RootKl, rootKl, settings.MaxRootKl, "the model is far from where it began");
        }

        _without = score > _best ? 0 : _without + 1;
        _best = Math.Max(_best, score);
        if (settings.Patience > 0 && _without >= settings.Patience)
        {
            yield return Alarm(step, MetricNames.EvaluationReward, score, _best, "the held-out score no longer rises");
        }
    }

    public void Remember(IDictionary<string, double> state)
    {
        foreach ((string metric, double value) in _first)
        {
            state[Prefix + metric] = value;
        }

        state[$"{Prefix}best"] = _best;
        state[$"{Prefix}without"] = _without;
    }

    public void Recall(IReadOnlyDictionary<string, double> state)
    {
        foreach (string metric in (string[])[MetricNames.Distinct2, MetricNames.Entropy])
        {
            if (state.TryGetValue(Prefix + metric, out double value))
            {
                _first[metric] = value;
            }
        }

        _best = state.GetValueOrDefault($"{Prefix}best", double.NegativeInfinity);
        _without = (int)state.GetValueOrDefault($"{Prefix}without");
    }

    private static bool Above(IReadOnlyDictionary<string, double> metrics, string metric, double most, out double value) =>
        metrics.TryGetValue(metric, out value) && value > most && most > 0;

    private bool Lost(IReadOnlyDictionary<string, double> metrics, string metric, double most, out double lost)
    {
        lost = 0;
        if (!metrics.TryGetValue(metric, out double value))
        {
            return false;
        }

        _first.TryAdd(metric, value);
        lost = _first[metric] <= 0 ? 0 : 1 - (value / _first[metric]);
        return most is > 0 and < 1 && lost > most;
    }

    private static TrainingAlarm Alarm(int step, string metric, double value, double threshold, string what) => new(
        step, metric, value, threshold, string.Create(CultureInfo.InvariantCulture, $"Step {step}: {what} ({metric}: {value:0.###}, limit {threshold:0.###})."), EndsRun: true);
}
