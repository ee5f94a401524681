namespace MiniHF.Engine.Models;

/// <summary>
/// LLaMA 3.1's: long wavelengths are divided by the factor, short ones stay, those between go over smoothly.
/// </summary>
/// <param name="Factor">By how much the lowest frequencies are divided.</param>
/// <param name="LowFrequencyFactor">Waves that fit fewer times into the original context are divided whole.</param>
/// <param name="HighFrequencyFactor">Waves that fit more often stay.</param>
/// <param name="OriginalContextLength">Tokens the model was first trained on.</param>
public sealed record Llama3RopeScaling(double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContextLength) : RopeScaling
{
    public override void Apply(Span<double> frequencies, RotaryConfig rotary)
    {
        foreach (ref double frequency in frequencies)
        {
            double turns = OriginalContextLength * frequency / (2 * Math.PI);
            double kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
            frequency *= kept + ((1 - kept) / Factor);
        }
    }
}
