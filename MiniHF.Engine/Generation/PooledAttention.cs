using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

// N tokens of all sequences of a step, H key/value heads, G query heads of each, D head width

/// <summary>
/// Attention over what was computed before, in tensor operations that every device has: one writes the keys and values of all tokens
/// of a step, one gathers those it reads. What texts have in common is read once for all of them, and the parts are joined by the
/// logarithms of their sums (Juravsky et al. 2024, "Hydragen").
/// </summary>
public sealed class PooledAttention : StepAttention
{
    private readonly PooledKeyValueStore _store;
    private readonly IReadOnlyList<CachedSpan> _spans;
    private readonly DisposeScope? _scope = DisposeScopeManager.Current;
    private readonly Dictionary<int, PooledReading> _readings = [];
    private readonly Tensor _places;
    private RotaryAngles? _angles;

    /// <param name="spans">Of paths in the store. Makes room in each; the caller commits with <see cref="StepAttention.Advance"/> once all layers ran.</param>
    public PooledAttention(PooledKeyValueStore store, IReadOnlyList<CachedSpan> spans)
        : base(spans)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _spans = spans;
        long[] places = new long[spans.Sum(span => span.Count)];
        long[] positions = new long[places.Length];
        int row = 0;
        foreach (CachedSpan span in spans)
        {
            span.Path.Reserve(span.Count);
            PooledPlaces.Copy(span.Path, span.Path.Length, places.AsSpan(row, span.Count));
            for (int ahead = 0; ahead < span.Count; ahead++)
            {
                positions[row + ahead] = span.Path.Length + ahead;
            }

            row += span.Count;
        }

        Positions = tensor(positions, store.Device);
        _places = tensor(places, store.Device);
    }

    public override Tensor Positions { get; }

    internal override RotaryAngles AnglesOf(RotaryEmbedding rotary)
    {
        if (_angles is null)
        {
            (Tensor cosines, Tensor sines) = rotary.At(Positions);
            _angles = new RotaryAngles(Keep(cosines), Keep(sines));
        }

        return _angles;
    }

    public override Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, int window)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(v);
        using DisposeScope scope = NewDisposeScope();
        Tensor keys = _store.Keys(layer);
        Tensor values = _store.Values(layer);
        keys.index_copy_(1, _places, k.transpose(0, 1)); // (H,S,D)
        values.index_copy_(1, _places, v.transpose(0, 1));
        if (!_readings.TryGetValue(window, out PooledReading? reading))
        {
            reading = new PooledReading(_spans, window, q.size(1) / k.size(1), _store.Device, Keep);
            _readings.Add(window, reading);
        }

        return reading.Attend(q.reshape(q.size(0), k.size(1), -1, q.size(2)), keys, values).MoveToOuterDisposeScope();
    }

    /// <summary>What all layers need goes with the step, not with the layer that made it.</summary>
    private Tensor Keep(Tensor tensor) => _scope is null ? tensor.DetachFromDisposeScope() : _scope.Attach(tensor);
}
