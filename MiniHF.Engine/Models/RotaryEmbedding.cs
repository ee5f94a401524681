namespace MiniHF.Engine.Models;

// N tokens, H heads, D head width

/// <summary>Turns pairs of numbers of every head by an angle that grows with the position (Su et al. 2021).</summary>
public sealed class RotaryEmbedding : IDisposable
{
    private readonly Tensor _cosines;
    private readonly Tensor _sines;
    private readonly bool _isInterleaved;

    /// <param name="positions">How many there can be.</param>
    /// <param name="device">Where the angles are needed; the CPU unless said.</param>
    public RotaryEmbedding(RotaryConfig config, int positions, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        _isInterleaved = config.IsInterleaved;
        double[] frequencies = config.Frequencies();
        int half = frequencies.Length;
        float[] cosines = new float[positions * half];
        float[] sines = new float[positions * half];
        for (int i = 0; i < half; i++)
        {
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
                cosines[(position * half) + i] = (float)(cosine * config.Magnitude);
                sines[(position * half) + i] = (float)(sine * config.Magnitude);
            }
        }

        _cosines = tensor(cosines, [positions, half], device).DetachFromDisposeScope();
        _sines = tensor(sines, [positions, half], device).DetachFromDisposeScope();
    }

    /// <summary>(N, H, D) turned by positions (N). Turns <paramref name="x"/> itself where no gradient is recorded.</summary>
    public Tensor Forward(Tensor x, Tensor positions) => nn.functional.rotary_(x, _cosines, _sines, positions, _isInterleaved);

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
