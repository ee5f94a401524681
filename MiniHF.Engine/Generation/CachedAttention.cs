using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

// N tokens of all sequences of a step, H heads, D head width

/// <summary>
/// Attention over what was computed before: each token of a step sees its own text up to itself. Every token is one row of
/// the same kernel, whether it was drawn just now or belongs to a long prompt, so that its numbers are the same to the bit
/// however a text is cut into steps and whatever runs beside it.
/// </summary>
public sealed class CachedAttention : AttentionContext
{
    private readonly IReadOnlyList<CachedSpan> _spans;
    private readonly KeyValueSegment[] _written;
    private readonly int[] _writtenAt;
    private readonly List<KeyValueSegment> _seen = [];
    private readonly List<long> _lengths = [];
    private readonly int[] _offsets;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <summary>Makes room in every path. The caller commits with <see cref="Advance"/> once all layers ran.</summary>
    public CachedAttention(IReadOnlyList<CachedSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        _spans = spans;
        int rows = spans.Sum(span => span.Count);
        long[] positions = new long[rows];
        _written = new KeyValueSegment[rows];
        _writtenAt = new int[rows];
        _offsets = new int[rows + 1];
        int row = 0;
        foreach (CachedSpan span in spans)
        {
            span.Path.Reserve(span.Count);
            for (int ahead = 0; ahead < span.Count; ahead++, row++)
            {
                positions[row] = span.Path.Length + ahead;
                AddRow(row, span.Path, ahead);
            }
        }

        _keys = new Tensor[_seen.Count];
        _values = new Tensor[_seen.Count];
        Positions = tensor(positions);
    }

    public override Tensor Positions { get; }

    public override unsafe Tensor Attend(int layer, Tensor q, Tensor k, Tensor v)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        (IntPtr keys, long bytes) = k.DangerousBytes();
        (IntPtr values, _) = v.DangerousBytes();
        long rowBytes = bytes / _written.Length;
        for (int row = 0; row < _written.Length; row++)
        {
            _written[row].Write(layer, _writtenAt[row], (byte*)keys + (row * rowBytes), (byte*)values + (row * rowBytes));
        }

        for (int i = 0; i < _seen.Count; i++)
        {
            _keys[i] = _seen[i].Keys(layer);
            _values[i] = _seen[i].Values(layer);
        }

        ReadOnlySpan<long> lengths = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_lengths);
        Tensor attended = nn.functional.cached_attention(q, _keys, _values, lengths, _offsets, 1 / Math.Sqrt(q.size(2)));
        return attended.view(q.size(0), -1); // (N,H,D) to (N,H·D)
    }

    /// <summary>The step is done: its tokens are part of their texts.</summary>
    public void Advance()
    {
        foreach (CachedSpan span in _spans)
        {
            span.Path.Advance(span.Count);
        }
    }

    private void AddRow(int row, KeyValuePath path, int ahead)
    {
        (int own, int at) = path.Locate(ahead);
        _written[row] = path.Segments[own];
        _writtenAt[row] = at;
        for (int i = 0; i <= own; i++)
        {
            // Of the path's own segments those before the row's are full by the time it is computed: this step may be filling them.
            KeyValueSegment segment = path.Segments[i];
            _seen.Add(segment);
            _lengths.Add(i == own ? at + 1 : i >= path.FirstOwned ? segment.Capacity : path.VisibleLength(i));
        }

        _offsets[row + 1] = _seen.Count;
    }
}
