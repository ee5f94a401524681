namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>Looks up what two neighbouring symbols merge into. Open addressing: one cache line in the usual case.</summary>
internal sealed class MergeTable
{
    private const ulong Empty = ulong.MaxValue;
    private readonly Entry[] _entries;
    private readonly int _shift;

    /// <summary>Builds the table; a pair that is listed twice keeps its last rank.</summary>
    public MergeTable(IReadOnlyList<Merge> merges)
    {
        int bits = 4;
        while (1L << bits < merges.Count * 3L / 2)
        {
            bits++;
        }

        _shift = 64 - bits;
        _entries = new Entry[1 << bits];
        Array.Fill(_entries, new Entry(Empty, 0, 0));
        for (int rank = 0; rank < merges.Count; rank++)
        {
            Merge merge = merges[rank];
            ulong key = Key(merge.Left, merge.Right);
            _entries[SlotOf(key)] = new Entry(key, rank, merge.Result);
        }
    }

    /// <summary>The rank of the merge, lowest first, or <see cref="int.MaxValue"/> when the two do not merge.</summary>
    public int Rank(int left, int right, out int result)
    {
        ref readonly Entry entry = ref _entries[SlotOf(Key(left, right))];
        result = entry.Result;
        return entry.Key == Empty ? int.MaxValue : entry.Rank;
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private int SlotOf(ulong key)
    {
        int mask = _entries.Length - 1;
        int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> _shift);
        while (_entries[slot].Key != key && _entries[slot].Key != Empty)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private readonly record struct Entry(ulong Key, int Rank, int Result);
}
