namespace MiniHF.Engine.Models;

/// <summary>Stretches rotary positions, so that a model trained on short texts can read long ones.</summary>
public abstract record RopeScaling
{
    /// <summary>The factor of the turned numbers of queries and keys.</summary>
    public virtual double Magnitude => 1;

    /// <summary>Changes the frequencies of all pairs, highest first, in place.</summary>
    public abstract void Apply(Span<double> frequencies, RotaryConfig rotary);
}
