namespace MiniHF.Engine.Generation;

/// <summary>
/// The keys and values of some consecutive tokens, in every layer. Several texts that begin alike hold the same segment; the
/// last one to let go frees it. Only the path that made a segment writes into it, and only past what others can see.
/// Belongs to the engine's thread: neither counting nor writing is synchronised.
/// </summary>
public abstract class KeyValueSegment
{
    private readonly KeyValueLayout _layout;
    private int _references = 1;

    private protected KeyValueSegment(KeyValueLayout layout, int capacity)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        Capacity = capacity;
    }

    /// <summary>Tokens there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Memory the segment takes, full or not.</summary>
    public long Bytes => _layout.TokenBytes * Capacity;

    /// <summary>Tokens computed, in all layers.</summary>
    public int Length { get; private set; }

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
        if (--_references == 0)
        {
            Free();
        }
    }

    /// <summary>Nobody holds it any more.</summary>
    private protected abstract void Free();
}
