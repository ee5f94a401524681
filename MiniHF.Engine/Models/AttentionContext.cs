using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Models;

/// <summary>
/// Says which tokens of a step see which: the layers work on the tokens of all sequences in one flat batch, and leave what
/// lies between tokens to this.
/// </summary>
public abstract class AttentionContext
{
    /// <summary>Each token's place in its text, (N) Int64.</summary>
    public abstract Tensor Positions { get; }

    /// <summary>Which tokens an adapter changes the layers for; null where none does.</summary>
    public AdapterRows? Adapters { get; init; }

    /// <summary>The tokens' angles. A context that keeps tensors from one layer to the next looks them up once.</summary>
    internal virtual RotaryAngles AnglesOf(RotaryEmbedding rotary) => rotary.At(Positions);

    /// <summary>Softmax attention of one layer: q (N, H, D), k and v (N, KV heads, D), contiguous, to (N, H · D).</summary>
    /// <param name="layer">Which block asks.</param>
    /// <param name="window">Tokens that a token sees, itself included; 0 for all of its text before it.</param>
    public abstract Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, int window);
}
