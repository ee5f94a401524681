using System.Runtime.InteropServices;

namespace MiniHF.Engine.Generation;

/// <summary>
/// The keys and values of texts computed lately. A text that begins like one of them is computed from where they part: a search
/// reads its prompt once, however many branches and questions it has. What was not used for longest goes first.
/// Belongs to the engine's thread.
/// </summary>
internal sealed class PrefixCache : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<KeyValueSegment, int> _uses = [];
    private readonly long _budget;
    private long _bytes;
    private long _clock;

    /// <param name="budget">Most bytes of keys and values to keep; 0 keeps nothing.</param>
    public PrefixCache(long budget)
    {
        _budget = budget;
    }

    public bool IsKeeping => _budget > 0;

    /// <summary>Bytes of keys and values kept.</summary>
    public long Bytes => _bytes;

    /// <summary>How many of a text's first tokens are there. The last is never: somebody wants to know what follows it.</summary>
    /// <param name="key">What the keys and values depend on beside the text: the id of the adapter, or nothing.</param>
    public int Match(string key, ReadOnlySpan<int> ids) => Find(key, ids, out _);

    /// <summary>A path that begins with as much of the text as is there, or null. The caller owns it.</summary>
    public KeyValuePath? Fork(string key, ReadOnlySpan<int> ids)
    {
        int length = Find(key, ids, out Entry? entry);
        if (entry is null)
        {
            return null;
        }

        entry.LastUsed = ++_clock;
        return entry.Path.Fork(length);
    }

    /// <summary>Keeps a text's keys and values for others. The path stays the caller's; both grow in segments of their own from now on.</summary>
    /// <param name="key">What the keys and values depend on beside the text.</param>
    /// <param name="ids">The tokens that were computed, as many as the path is long.</param>
    public void Keep(string key, int[] ids, KeyValuePath path)
    {
        if (_budget == 0 || ids.Length == 0)
        {
            return;
        }

        foreach (ref Entry entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Key == key && entry.Ids.AsSpan().StartsWith(ids))
            {
                entry.LastUsed = ++_clock;
                return;
            }
        }

        foreach (Entry covered in _entries.Where(entry => entry.Key == key && ids.AsSpan().StartsWith(entry.Ids)).ToArray())
        {
            Remove(covered);
        }

        Entry kept = new(key, ids, path.Fork()) { LastUsed = ++_clock };
        _entries.Add(kept);
        foreach (KeyValueSegment segment in kept.Path.Segments)
        {
            ref int uses = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, segment, out _);
            _bytes += uses++ == 0 ? segment.Bytes : 0;
        }

        while (_bytes > _budget)
        {
            Remove(_entries.MinBy(entry => entry.LastUsed)!); // there are entries while there are bytes
        }
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries.ToArray())
        {
            Remove(entry);
        }
    }

    private int Find(string key, ReadOnlySpan<int> ids, out Entry? best)
    {
        int length = 0;
        best = null;
        foreach (Entry entry in _entries)
        {
            if (entry.Key != key)
            {
                continue;
            }

            int shared = Math.Min(ids.CommonPrefixLength(entry.Ids), ids.Length - 1);
            if (shared > length)
            {
                length = shared;
                best = entry;
            }
        }

        return length;
    }

    private void Remove(Entry entry)
    {
        _entries.Remove(entry);
        foreach (KeyValueSegment segment in entry.Path.Segments)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(_uses, segment) == 0)
            {
                _uses.Remove(segment);
                _bytes -= segment.Bytes;
            }
        }

        entry.Path.Dispose();
    }

    private sealed class Entry(string key, int[] ids, KeyValuePath path)
    {
        public string Key { get; } = key;

        public int[] Ids { get; } = ids;

        public KeyValuePath Path { get; } = path;

        public long LastUsed { get; set; }
    }
}
