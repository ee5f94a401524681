namespace MiniHF.Engine.Models;

// N tokens, H heads, D head width

/// <summary>
/// Turns the pairs (i, i + D/2) of every head by an angle that grows with the position (Su et al. 2021, in the half-split
/// order of Hugging Face's checkpoints).
/// </summary>
public sealed class RotaryEmbedding : IDisposable
{
    private readonly Tensor _cosines;
    private readonly Tensor _sines;

    public RotaryEmbedding(int positions, int headSize, double theta)
    {
        int half = headSize / 2;
        float[] cosines = new float[positions * half];
        float[] sines = new float[positions * half];
        for (int i = 0; i < half; i++)
        {
            double frequency = Math.Pow(theta, -2.0 * i / headSize);
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequency);
                cosines[(position * half) + i] = (float)cosine;
                sines[(position * half) + i] = (float)sine;
            }
        }

        _cosines = tensor(cosines, [positions, half]).DetachFromDisposeScope();
        _sines = tensor(sines, [positions, half]).DetachFromDisposeScope();
    }

    /// <summary>(N, H, D) turned by positions (N). Turns <paramref name="x"/> itself where no gradient is recorded.</summary>
    public Tensor Forward(Tensor x, Tensor positions) => nn.functional.rotary_(x, _cosines, _sines, positions);

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
