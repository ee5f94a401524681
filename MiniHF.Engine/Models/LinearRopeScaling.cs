namespace MiniHF.Engine.Models;

/// <summary>Position interpolation: every angle is divided by one factor (Chen et al. 2023).</summary>
public sealed record LinearRopeScaling(double Factor) : RopeScaling
{
    public override void Apply(Span<double> frequencies, RotaryConfig rotary)
    {
        foreach (ref double frequency in frequencies)
        {
            frequency /= Factor;
        }
    }
}
