using MiniHF.Engine.Models;

namespace MiniHF.Engine.Training;

// N tokens of all texts one behind the other, L tokens of one, H heads, D head width

/// <summary>
/// Texts of any lengths in one flat row of tokens: each token sees its own text up to itself and
/// nothing of the others. Gradients pass through.
/// </summary>
public sealed class PackedCausalAttention : AttentionContext
{
    private readonly int[] _lengths;
    private readonly long[] _wideLengths;
    private readonly int _longest;

    /// <param name="lengths">Tokens of each text, in their order.</param>
    public PackedCausalAttention(IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        _lengths = [.. lengths];
        _wideLengths = [.. _lengths];
        _longest = _lengths.Max();
        long[] positions = new long[_lengths.Sum()];
        int at = 0;
        foreach (int length in _lengths)
        {
            for (int i = 0; i < length; i++)
            {
                positions[at++] = i;
            }
        }

        Positions = tensor(positions);
    }

    public override Tensor Positions { get; }

    public override Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, int window)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        using DisposeScope scope = NewDisposeScope();
        if (nn.functional.CanRecord(q) && q.size(1) == k.size(1) && k.dtype == q.dtype && v.dtype == q.dtype && (window <= 0 || window >= _longest))
        {
            return nn.functional.Recorded.packed_attention(q, k, v, _wideLengths).reshape(q.size(0), -1).MoveToOuterDisposeScope(); // (N,H·D)
        }

        List<Tensor> attended = [];
        long start = 0;
        foreach (int length in _lengths)
        {
            attended.Add(AttendOne(q.narrow(0, start, length), k.narrow(0, start, length), v.narrow(0, start, length), window)); // (L,H·D)
            start += length;
        }

        return (attended.Count == 1 ? attended[0] : cat(attended)).MoveToOuterDisposeScope();
    }

    private static Tensor AttendOne(Tensor q, Tensor k, Tensor v, int window)
    {
        long length = q.size(0);
        long group = q.size(1) / k.size(1);
        Tensor? seen = window > 0 && window < length ? Window(length, window) : null;
        Tensor attended = nn.functional.scaled_dot_product_attention(
            PerHead(q, 1), PerHead(k, group), PerHead(v, group), seen, is_causal: seen is null); // (H,L,D)
        return attended.transpose(0, 1).reshape(length, -1); // (L,H·D)
    }

    /// <summary>Which token (row) sees which (column): itself and those before it as far as the window reaches, (L,L).</summary>
    private static Tensor Window(long length, int window)
    {
        Tensor upToItself = ones([length, length]).tril();
        return (upToItself - upToItself.tril(-window)).to(@bool);
    }

    private static Tensor PerHead(Tensor x, long repeats)
    {
        Tensor heads = x.transpose(0, 1); // (H,L,D)
        return repeats == 1 ? heads : heads.repeat_interleave(repeats, 0);
    }
}
