using System.Globalization;

namespace MiniHF.Engine.Training;

/// <summary>
/// Sees gradients that are suddenly many times as long as they were. Clipping keeps such a step short, so the run goes on; but a rate
/// that is too high, or a broken item, shows here first.
/// </summary>
/// <param name="clip">What gradients are shortened to; 0 where they are not.</param>
internal sealed class GradientWatch(double clip)
{
    private const string Prefix = "gradient/";
    private const double Times = 10;
    private const double Decay = 0.9;

    // A rate that is far too high shows within a few steps.
    private const int LeastSeen = 2;

    // Who was told once need not be told at each of the next steps.
    private const int Silence = 25;

    private double _logarithm;
    private int _seen;
    private int _silentUntil;

    /// <summary>Looks at the length of a step's gradient, before it was clipped.</summary>
    public TrainingAlarm? Look(int step, double norm)
    {
        if (norm <= 0)
        {
            return null;
        }

        double usual = Math.Exp(_logarithm);
        double most = Math.Max(Times * usual, clip);
        bool isLong = _seen >= LeastSeen && norm > most;
        double taken = Math.Log(isLong ? most : norm);
        _logarithm = _seen == 0 ? taken : (Decay * _logarithm) + ((1 - Decay) * taken);
        _seen++;
        if (!isLong || step < _silentUntil)
        {
            return null;
        }

        _silentUntil = step + Silence;
        string shortened = clip > 0 ? string.Create(CultureInfo.InvariantCulture, $" It was shortened to {clip:0.##}.") : "";
        return new TrainingAlarm(
            step,
            MetricNames.GradientNorm,
            norm,
            most,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Step {step}: the gradient is {norm / usual:0} times as long as before (grad_norm: {norm:0.###}).{shortened} If it happens again, lower the learning rate or look for broken items in the data."),
            EndsRun: false);
    }

    public void Remember(IDictionary<string, double> state)
    {
        state[$"{Prefix}logarithm"] = _logarithm;
        state[$"{Prefix}seen"] = _seen;
        state[$"{Prefix}silent"] = _silentUntil;
    }

    public void Recall(IReadOnlyDictionary<string, double> state)
    {
        _logarithm = state.GetValueOrDefault($"{Prefix}logarithm");
        _seen = (int)state.GetValueOrDefault($"{Prefix}seen");
        _silentUntil = (int)state.GetValueOrDefault($"{Prefix}silent");
    }
}
