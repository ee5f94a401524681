using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Generation;

// H key/value heads, S places, D head width

/// <summary>
/// All keys and values of a layer in one tensor, so that one operation writes those of a whole step and one gathers those a step reads:
/// on a device every operation costs as much as thousands of numbers. Segments are runs of consecutive places in it.
/// </summary>
public sealed class PooledKeyValueStore : KeyValueStore
{
    private const int FirstPlaces = 1024;

    private readonly Device _device;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly PlaceList _free = new();
    private int _places;

    /// <param name="device">Where the model is.</param>
    public PooledKeyValueStore(KeyValueLayout layout, Device device)
        : base(layout)
    {
        _device = device;
        _keys = new Tensor[layout.Layers];
        _values = new Tensor[layout.Layers];
    }

    /// <summary>One layer's keys, (H, S, D).</summary>
    internal Tensor Keys(int layer) => _keys[layer];

    /// <summary>One layer's values, (H, S, D).</summary>
    internal Tensor Values(int layer) => _values[layer];

    internal Device Device => _device;

    public override KeyValueSegment Allocate(int capacity)
    {
        if (_free.Take(capacity) is not { } start)
        {
            Grow(Math.Max(Math.Max(FirstPlaces, 2 * _places), _places + capacity));
            start = _free.Take(capacity) ?? throw new InvalidOperationException("A pool that grew has room.");
        }

        return new PooledSegment(this, start, capacity);
    }

    public override StepAttention Attend(IReadOnlyList<CachedSpan> spans, AdapterRows? adapters = null) => new PooledAttention(this, spans) { Adapters = adapters };

    public override void Dispose()
    {
        foreach (Tensor? tensor in (ReadOnlySpan<Tensor?>)[.. _keys, .. _values])
        {
            tensor?.Dispose();
        }
    }

    internal void Free(PooledSegment segment) => _free.Give(segment.Start, segment.Capacity);

    /// <summary>One tensor after the other, so that no more than one is there twice.</summary>
    private void Grow(int places)
    {
        foreach (Tensor[] tensors in (ReadOnlySpan<Tensor[]>)[_keys, _values])
        {
            for (int layer = 0; layer < tensors.Length; layer++)
            {
                tensors[layer] = Grown(tensors[layer], places);
            }
        }

        _free.Give(_places, places - _places);
        _places = places;
    }

    private Tensor Grown(Tensor? before, int places)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grown = empty([Layout.Heads, places, Layout.HeadSize], Layout.Type, _device).DetachFromDisposeScope();
        if (before is not null)
        {
            grown.narrow(1, 0, _places).copy_(before.narrow(1, 0, _places));
            before.Dispose();
        }

        return grown;
    }
}
