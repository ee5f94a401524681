namespace MiniHF.Engine.Generation;

// L layers, H key/value heads, S capacity, D head width

/// <summary>
/// The keys and values of some consecutive tokens, in every layer. Several texts that begin alike hold the same segment; the
/// last one to let go frees it. Only the path that made a segment writes into it, and only past what others can see.
/// Belongs to the engine's thread: neither counting nor writing is synchronised.
/// </summary>
public sealed class KeyValueSegment
{
    private readonly Tensor _storage;
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly KeyValueLayout _layout;
    private readonly IntPtr _data;
    private readonly int _headBytes;
    private int _references = 1;

    public KeyValueSegment(KeyValueLayout layout, int capacity)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        Capacity = capacity;
        using DisposeScope scope = NewDisposeScope();
        _storage = empty([layout.Layers, 2, layout.Heads, capacity, layout.HeadSize], layout.Type).DetachFromDisposeScope();
        _data = _storage.DangerousBytes().Data;
        _headBytes = (int)(layout.HeadSize * _storage.ElementSize);
        _keys = Views(0);
        _values = Views(1);
    }

    /// <summary>Tokens there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Memory the segment takes, full or not.</summary>
    public long Bytes => 2L * _layout.Layers * _layout.Heads * Capacity * _headBytes;

    /// <summary>Tokens computed, in all layers.</summary>
    public int Length { get; private set; }

    /// <summary>One layer's keys, (H, S, D).</summary>
    public Tensor Keys(int layer) => _keys[layer];

    /// <summary>One layer's values, (H, S, D).</summary>
    public Tensor Values(int layer) => _values[layer];

    /// <summary>Puts one token's key and value of one layer at a place past <see cref="Length"/>.</summary>
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

    /// <summary>Says that so many more tokens are there, in all layers.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Length + count, Capacity);
        Length += count;
    }

    /// <summary>Another path holds the segment.</summary>
    public void AddReference() => _references++;

    /// <summary>A path lets go of the segment.</summary>
    public void Release()
    {
        if (--_references > 0)
        {
            return;
        }

        foreach (Tensor view in (ReadOnlySpan<Tensor>)[.. _keys, .. _values, _storage])
        {
            view.Dispose();
        }
    }

    private Tensor[] Views(int half) =>
        [.. Enumerable.Range(0, _layout.Layers).Select(layer => _storage.select(0, layer).select(0, half).DetachFromDisposeScope())];
}
