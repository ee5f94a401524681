namespace MiniHF.Engine.Generation;

// N tokens of all sequences of a step, H heads, D head width

/// <summary>
/// Attention over what was computed before: each token of a step sees its own text up to itself. Every token is one row of
/// the same kernel, whether it was drawn just now or belongs to a long prompt, so that its numbers are the same to the bit
/// however a text is cut into steps and whatever runs beside it.
/// </summary>
public sealed class CachedAttention : StepAttention
{
    private readonly CachedRow[] _rows;
    private readonly Dictionary<int, VisibleSegments> _visible = [];

    /// <param name="spans">Of paths in host memory. Makes room in each; the caller commits with <see cref="StepAttention.Advance"/> once all layers ran.</param>
    public CachedAttention(IReadOnlyList<CachedSpan> spans)
        : base(spans)
    {
        _rows = new CachedRow[spans.Sum(span => span.Count)];
        long[] positions = new long[_rows.Length];
        int row = 0;
        foreach (CachedSpan span in spans)
        {
            span.Path.Reserve(span.Count);
            for (int ahead = 0; ahead < span.Count; ahead++, row++)
            {
                (int segment, int at) = span.Path.Locate(ahead);
                _rows[row] = new CachedRow(span.Path, span.Path.Length + ahead, segment, at);
                positions[row] = _rows[row].Position;
            }
        }

        Positions = tensor(positions);
    }

    public override Tensor Positions { get; }

    public override unsafe Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, int window)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        (IntPtr keys, long bytes) = k.DangerousBytes();
        (IntPtr values, _) = v.DangerousBytes();
        long rowBytes = bytes / _rows.Length;
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row].Target.Write(layer, _rows[row].At, (byte*)keys + (row * rowBytes), (byte*)values + (row * rowBytes));
        }

        if (!_visible.TryGetValue(window, out VisibleSegments? visible))
        {
            visible = new VisibleSegments(_rows, window);
            _visible.Add(window, visible);
        }

        return visible.Attend(layer, q).view(q.size(0), -1); // (N,H,D) to (N,H·D)
    }
}
