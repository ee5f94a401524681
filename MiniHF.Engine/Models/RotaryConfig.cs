namespace MiniHF.Engine.Models;

/// <summary>How the heads are turned by position.</summary>
/// <param name="Width">How many numbers of a head are turned, in pairs; the rest stay as they are.</param>
/// <param name="Theta">Base of the wavelengths.</param>
/// <param name="IsInterleaved">Pairs are neighbours (GPT-J) rather than halves (everybody else).</param>
/// <param name="Scaling">How the angles of a model trained on short texts are changed for long ones; null for not at all.</param>
public sealed record RotaryConfig(int Width, double Theta = 10000, bool IsInterleaved = false, RopeScaling? Scaling = null)
{
    /// <summary>The factor of the turned numbers, 1 without scaling.</summary>
    public double Magnitude => Scaling?.Magnitude ?? 1;

    /// <summary>The angle that each pair is turned by at position 1, in radians.</summary>
    public double[] Frequencies()
    {
        double[] frequencies = [.. Enumerable.Range(0, Width / 2).Select(pair => Math.Pow(Theta, -2.0 * pair / Width))];
        Scaling?.Apply(frequencies, this);
        return frequencies;
    }
}
