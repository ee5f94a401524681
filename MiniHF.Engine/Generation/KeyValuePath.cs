namespace MiniHF.Engine.Generation;

/// <summary>
/// The keys and values of one text: segments from its beginning to its end, the first ones mostly shared with other texts.
/// Belongs to the engine's thread.
/// </summary>
public sealed class KeyValuePath : IDisposable
{
    private readonly KeyValueStore _store;
    private readonly List<KeyValueSegment> _segments = [];
    private readonly List<int> _visible = [];

    /// <param name="store">Where the text's keys and values go.</param>
    public KeyValuePath(KeyValueStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    /// <summary>Segments in the order of the text. Those past the end hold no tokens yet.</summary>
    public IReadOnlyList<KeyValueSegment> Segments => _segments;

    /// <summary>The first segment that only this path writes into; those before are frozen.</summary>
    public int FirstOwned { get; private set; }

    /// <summary>Tokens computed.</summary>
    public int Length { get; private set; }

    /// <summary>How many of a segment's tokens belong to this text: a text that parts from another sees the beginning of its segment only.</summary>
    public int VisibleLength(int segment) => segment < FirstOwned ? _visible[segment] : _segments[segment].Length;

    /// <summary>A second text that begins with this one's tokens. From now on both grow in segments of their own.</summary>
    /// <param name="length">With how many of them; all, if it is that or more.</param>
    public KeyValuePath Fork(int length = int.MaxValue)
    {
        Freeze();
        KeyValuePath fork = new(_store) { Length = Math.Min(length, Length) };
        for (int left = fork.Length; left > 0; left -= fork._visible[^1])
        {
            int at = fork._segments.Count;
            _segments[at].AddReference();
            fork._segments.Add(_segments[at]);
            fork._visible.Add(Math.Min(left, _visible[at]));
        }

        fork.FirstOwned = fork._segments.Count;
        return fork;
    }

    /// <summary>Makes room for tokens to come.</summary>
    /// <param name="count">How many.</param>
    /// <param name="capacity">The least size of a segment, should one be needed.</param>
    public void Reserve(int count, int capacity = KeyValueLayout.BlockLength)
    {
        int room = 0;
        for (int i = FirstOwned; i < _segments.Count; i++)
        {
            room += _segments[i].Capacity - _segments[i].Length;
        }

        if (room < count)
        {
            _segments.Add(_store.Allocate(Math.Max(capacity, count - room)));
        }
    }

    /// <summary>The segment with room for the token <paramref name="ahead"/> places past the end, and the place in it.</summary>
    public (int Segment, int At) Locate(int ahead)
    {
        for (int i = FirstOwned; i < _segments.Count; i++)
        {
            int room = _segments[i].Capacity - _segments[i].Length;
            if (ahead < room)
            {
                return (i, _segments[i].Length + ahead);
            }

            ahead -= room;
        }

        throw new InvalidOperationException("No room was reserved for these tokens.");
    }

    /// <summary>
    /// How many tokens of a segment a step sees that has reserved room: own segments before the last it writes into are full by the time
    /// it is computed, for it may be filling them.
    /// </summary>
    internal int ReachableLength(int segment) => segment < FirstOwned ? _visible[segment] : _segments[segment].Capacity;

    /// <summary>Says that so many more tokens were computed.</summary>
    public void Advance(int count)
    {
        Length += count;
        for (int i = FirstOwned; count > 0; i++)
        {
            int here = Math.Min(count, _segments[i].Capacity - _segments[i].Length);
            _segments[i].Advance(here);
            count -= here;
        }
    }

    public void Dispose() => ReleaseFrom(0);

    /// <summary>What is there is no longer written into.</summary>
    private void Freeze()
    {
        ReleaseFrom(_segments.TakeWhile(segment => segment.Length > 0).Count());
        for (; FirstOwned < _segments.Count; FirstOwned++)
        {
            _visible.Add(_segments[FirstOwned].Length);
        }
    }

    private void ReleaseFrom(int first)
    {
        for (int i = _segments.Count - 1; i >= first; i--)
        {
            _segments[i].Release();
            _segments.RemoveAt(i);
            if (i < _visible.Count)
            {
                _visible.RemoveAt(i);
            }
        }
    }
}
