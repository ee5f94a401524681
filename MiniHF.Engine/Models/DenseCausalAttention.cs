namespace MiniHF.Engine.Models;

// B texts, T tokens each, H heads, D head width

/// <summary>Texts of one length, each token seeing its text up to itself; nothing is kept. Gradients pass through: for training and scoring.</summary>
public sealed class DenseCausalAttention : AttentionContext
{
    private readonly long _count;
    private readonly long _length;

    /// <param name="count">Number of texts.</param>
    /// <param name="length">Tokens of each.</param>
    /// <param name="device">Where the model is; the CPU unless said.</param>
    public DenseCausalAttention(int count, int length, Device? device = null)
    {
        _count = count;
        _length = length;
        using DisposeScope scope = NewDisposeScope();
        Positions = arange(length, device: device).repeat(count).MoveToOuterDisposeScope();
    }

    public override Tensor Positions { get; }

    public override Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, int window)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        long heads = q.size(1);
        long group = heads / k.size(1);
        Tensor? seen = window > 0 && window < _length ? Window(window) : null;
        Tensor attended = nn.functional.scaled_dot_product_attention(
            PerHead(q, 1), PerHead(k, group), PerHead(v, group), seen, is_causal: seen is null);
        return attended.transpose(1, 2).reshape(_count * _length, heads * q.size(2)); // (B,H,T,D) to (B·T,H·D)
    }

    /// <summary>Which token (row) sees which (column): itself and those before it as far as the window reaches, (T,T).</summary>
    private Tensor Window(int window)
    {
        Tensor upToItself = ones([_length, _length], device: Positions.device).tril();
        return (upToItself - upToItself.tril(-window)).to(@bool);
    }

    private Tensor PerHead(Tensor x, long repeats)
    {
        Tensor heads = x.reshape(_count, _length, x.size(1), x.size(2)).transpose(1, 2); // (B,H,T,D)
        return repeats == 1 ? heads : heads.repeat_interleave(repeats, 1);
    }
}
