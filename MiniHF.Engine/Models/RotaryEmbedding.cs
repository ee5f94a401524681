namespace MiniHF.Engine.Models;

// N tokens, H heads, D head width, R turned width

/// <summary>Turns pairs of numbers of every head by an angle that grows with the position (Su et al. 2021).</summary>
/// <remarks>
/// For our kernels the tables have one cosine and one sine a pair. For tensor operations they have them for each number, the sines with
/// the sign they get: then queries and keys are turned together in a handful of operations, and a pass looks its angles up once.
/// </remarks>
public sealed class RotaryEmbedding : IDisposable
{
    private readonly Tensor _cosines;
    private readonly Tensor _sines;
    private readonly bool _isInterleaved;
    private readonly bool _isWide;

    /// <param name="positions">How many there can be.</param>
    /// <param name="device">Where the angles are needed; the CPU unless said.</param>
    /// <param name="path">What turns by them.</param>
    public RotaryEmbedding(RotaryConfig config, int positions, Device? device = null, ExecutionPath path = ExecutionPath.HostKernels)
    {
        ArgumentNullException.ThrowIfNull(config);
        _isInterleaved = config.IsInterleaved;
        _isWide = path == ExecutionPath.TensorOperations;
        double[] frequencies = config.Frequencies();
        int half = frequencies.Length;
        int width = _isWide ? 2 * half : half;
        float[] cosines = new float[positions * width];
        float[] sines = new float[positions * width];
        for (int i = 0; i < half; i++)
        {
            (int first, int second) = !_isWide ? (i, i) : _isInterleaved ? (2 * i, (2 * i) + 1) : (i, half + i);
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
                int row = position * width;
                cosines[row + first] = cosines[row + second] = (float)(cosine * config.Magnitude);
                sines[row + first] = _isWide ? (float)(-sine * config.Magnitude) : 0;
                sines[row + second] = (float)(sine * config.Magnitude);
            }
        }

        _cosines = tensor(cosines, [positions, width], device).DetachFromDisposeScope();
        _sines = tensor(sines, [positions, width], device).DetachFromDisposeScope();
    }

    /// <summary>Queries (N, H, D) and keys (N, K, D) turned by their tokens' positions. May turn these themselves where no gradient is recorded.</summary>
    /// <param name="context">Whose tokens they are.</param>
    public (Tensor Q, Tensor K) Forward(Tensor q, Tensor k, AttentionContext context)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(context);
        if (!_isWide)
        {
            return (
                nn.functional.rotary_(q, _cosines, _sines, context.Positions, _isInterleaved),
                nn.functional.rotary_(k, _cosines, _sines, context.Positions, _isInterleaved));
        }

        Tensor turned = Turn(cat([q, k], 1), context.AnglesOf(this)); // (N,H+K,D)
        return (turned.narrow(1, 0, q.size(1)), turned.narrow(1, q.size(1), k.size(1)));
    }

    /// <summary>The angles at some positions (N), as <see cref="Forward"/> takes them.</summary>
    internal RotaryAngles At(Tensor positions) =>
        new(_cosines.index_select(0, positions).unsqueeze(1), _sines.index_select(0, positions).unsqueeze(1)); // (N,1,R)

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }

    /// <summary>Each number times its cosine, and the other one of its pair times the sine.</summary>
    private Tensor Turn(Tensor x, RotaryAngles angles)
    {
        long width = angles.Cosines.size(-1);
        Tensor wide = x.to(float32);
        Tensor numbers = wide.size(-1) == width ? wide : wide.narrow(-1, 0, width);
        Tensor others = _isInterleaved
            ? numbers.reshape(x.size(0), x.size(1), width / 2, 2).flip(3).flatten(2)
            : cat([numbers.narrow(-1, width / 2, width / 2), numbers.narrow(-1, 0, width / 2)], -1);
        Tensor turned = (numbers * angles.Cosines).addcmul_(others, angles.Sines, 1);
        Tensor whole = wide.size(-1) == width ? turned : cat([turned, wide.narrow(-1, width, wide.size(-1) - width)], -1);
        return whole.to(x.dtype);
    }
}
