namespace MiniHF.Engine.Generation;

// L layers, H key/value heads, S capacity, D head width

/// <summary>A segment in memory of its own that the processor writes to.</summary>
public sealed class HostSegment : KeyValueSegment
{
    private readonly Tensor _storage;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly KeyValueLayout _layout;
    private readonly IntPtr _data;
    private readonly int _headBytes;

    public HostSegment(KeyValueLayout layout, int capacity)
        : base(layout, capacity)
    {
        _layout = layout;
        using DisposeScope scope = NewDisposeScope();
        _storage = empty([layout.Layers, 2, layout.Heads, capacity, layout.HeadSize], layout.Type).DetachFromDisposeScope();
        _data = _storage.DangerousBytes().Data;
        _headBytes = (int)(layout.HeadSize * _storage.ElementSize);
        _keys = Views(0);
        _values = Views(1);
    }

    /// <summary>One layer's keys, (H, S, D).</summary>
    public Tensor Keys(int layer) => _keys[layer];

    /// <summary>One layer's values, (H, S, D).</summary>
    public Tensor Values(int layer) => _values[layer];

    /// <summary>Puts one token's key and value of one layer at a place past <see cref="KeyValueSegment.Length"/>.</summary>
    /// <param name="key">The token's (H, D) numbers, side by side.</param>
    /// <param name="value">Likewise.</param>
    public unsafe void Write(int layer, int at, byte* key, byte* value)
    {
        long head = (long)Capacity * _headBytes;
        byte* keys = (byte*)_data + (layer * 2L * _layout.Heads * head) + ((long)at * _headBytes);
        byte* values = keys + (_layout.Heads * head);
        for (int h = 0; h < _layout.Heads; h++)
        {
            Buffer.MemoryCopy(key + ((long)h * _headBytes), keys + (h * head), _headBytes, _headBytes);
            Buffer.MemoryCopy(value + ((long)h * _headBytes), values + (h * head), _headBytes, _headBytes);
        }
    }

    private protected override void Free()
    {
        foreach (Tensor view in (ReadOnlySpan<Tensor>)[.. _keys, .. _values, _storage])
        {
            view.Dispose();
        }
    }

    private Tensor[] Views(int half) =>
        [.. Enumerable.Range(0, _layout.Layers).Select(layer => _storage.select(0, layer).select(0, half).DetachFromDisposeScope())];
}
