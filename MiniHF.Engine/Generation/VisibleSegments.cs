using System.Runtime.InteropServices;

namespace MiniHF.Engine.Generation;

// N tokens of a step, H heads, D head width

/// <summary>Which cached keys and values each token of a step sees: its own text up to itself, as far back as a window reaches.</summary>
internal sealed class VisibleSegments
{
    private readonly List<HostSegment> _segments = [];
    private readonly List<long> _starts = [];
    private readonly List<long> _lengths = [];
    private readonly int[] _offsets;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <param name="rows">The tokens; their paths must have room for them.</param>
    /// <param name="window">Tokens that each sees, itself included; 0 for all.</param>
    public VisibleSegments(ReadOnlySpan<CachedRow> rows, int window)
    {
        _offsets = new int[rows.Length + 1];
        for (int row = 0; row < rows.Length; row++)
        {
            Add(rows[row], window);
            _offsets[row + 1] = _segments.Count;
        }

        _keys = new Tensor[_segments.Count];
        _values = new Tensor[_segments.Count];
    }

    /// <summary>Softmax attention of the queries (N, H, D) in one layer, (N, H, D).</summary>
    public Tensor Attend(int layer, Tensor q)
    {
        for (int i = 0; i < _segments.Count; i++)
        {
            _keys[i] = From(_segments[i].Keys(layer), _starts[i]);
            _values[i] = From(_segments[i].Values(layer), _starts[i]);
        }

        return nn.functional.cached_attention(q, _keys, _values, CollectionsMarshal.AsSpan(_lengths), _offsets, 1 / Math.Sqrt(q.size(2)));
    }

    private static Tensor From(Tensor cached, long start) => start == 0 ? cached : cached.narrow(1, start, cached.size(1) - start);

    private void Add(CachedRow row, int window)
    {
        long hidden = window == 0 ? 0 : Math.Max(0, row.Position + 1 - window);
        for (int i = 0; i <= row.Segment; i++)
        {
            HostSegment segment = (HostSegment)row.Path.Segments[i];
            long length = i == row.Segment ? row.At + 1 : row.Path.ReachableLength(i);
            if (hidden < length)
            {
                _segments.Add(segment);
                _starts.Add(hidden);
                _lengths.Add(length - hidden);
                hidden = 0;
            }
            else
            {
                hidden -= length;
            }
        }
    }
}
