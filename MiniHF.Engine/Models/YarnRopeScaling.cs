namespace MiniHF.Engine.Models;

/// <summary>
/// YaRN (Peng et al. 2023): pairs that turn often within the original context keep their angles, pairs that turn seldom have
/// them divided by the factor, a ramp over the pairs' numbers lies between; the turned numbers grow a little.
/// </summary>
/// <param name="Factor">By how much the context is stretched.</param>
/// <param name="OriginalContextLength">Tokens the model was first trained on.</param>
/// <param name="FastTurns">Turns within the original context from which on a pair keeps its angle.</param>
/// <param name="SlowTurns">Turns up to which a pair's angle is divided whole.</param>
/// <param name="AttentionFactor">The factor of the turned numbers; null for the paper's, 0.1 ln(factor) + 1.</param>
/// <param name="IsTruncated">Whether the ramp begins and ends at whole pairs.</param>
public sealed record YarnRopeScaling(
    double Factor,
    int OriginalContextLength,
    double FastTurns = 32,
    double SlowTurns = 1,
    double? AttentionFactor = null,
    bool IsTruncated = true)
    : RopeScaling
{
    public override double Magnitude => AttentionFactor ?? MagnitudeOf(Factor);

    /// <summary>The paper's factor of the turned numbers, with the slope that some models change.</summary>
    public static double MagnitudeOf(double factor, double slope = 1) => factor <= 1 ? 1 : (0.1 * slope * Math.Log(factor)) + 1;

    public override void Apply(Span<double> frequencies, RotaryConfig rotary)
    {
        ArgumentNullException.ThrowIfNull(rotary);
        (double first, double last) = Ramp(rotary);
        for (int pair = 0; pair < frequencies.Length; pair++)
        {
            double divided = Math.Clamp((pair - first) / (last - first), 0, 1);
            frequencies[pair] *= 1 - divided + (divided / Factor);
        }
    }

    private (double First, double Last) Ramp(RotaryConfig rotary)
    {
        double first = PairThatTurns(FastTurns, rotary);
        double last = PairThatTurns(SlowTurns, rotary);
        if (IsTruncated)
        {
            (first, last) = (Math.Floor(first), Math.Ceiling(last));
        }

        (first, last) = (Math.Max(first, 0), Math.Min(last, rotary.Width - 1));
        return first == last ? (first, last + 0.001) : (first, last);
    }

    /// <summary>The pair, counted with fractions, that turns so often within the original context.</summary>
    private double PairThatTurns(double turns, RotaryConfig rotary) =>
        rotary.Width * Math.Log(OriginalContextLength / (turns * 2 * Math.PI)) / (2 * Math.Log(rotary.Theta));
}
