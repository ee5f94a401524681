using System.Runtime.InteropServices;

namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>
/// Remembers the ids of short pieces: in prose nearly every word has been seen before. Bounded: when full it forgets everything
/// and fills again, which costs less than keeping an order of use. Not thread-safe; each <see cref="EncodingSession"/> has one.
/// </summary>
internal sealed class WordCache
{
    /// <summary>Longer pieces are rarely seen twice.</summary>
    public const int LongestWord = 48;

    private const int FewestSlots = 1 << 10;
    private const int MostSlots = 1 << 16;

    private Entry[] _entries = new Entry[FewestSlots];
    private char[] _keys = new char[FewestSlots * 4];
    private int[] _ids = new int[FewestSlots];
    private int _count;
    private int _keyEnd;
    private int _idEnd;

    /// <summary>A hash of the word, never zero.</summary>
    public static uint HashOf(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(word);
        ulong hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15UL;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        if (bytes.Length >= sizeof(uint))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<uint>(bytes));
            bytes = bytes[sizeof(uint)..];
        }

        if (bytes.Length >= sizeof(ushort))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ushort>(bytes));
        }

        return (uint)(hash >> 32) | 1;
    }

    /// <summary>The ids of the word; valid until the next <see cref="Add"/>.</summary>
    public bool TryGet(ReadOnlySpan<char> word, uint hash, out ReadOnlySpan<int> ids)
    {
        Entry[] entries = _entries;
        int mask = entries.Length - 1;
        for (int slot = (int)(hash >> 8) & mask; entries[slot].Hash != 0; slot = (slot + 1) & mask)
        {
            ref readonly Entry entry = ref entries[slot];
            if (entry.Hash == hash && word.SequenceEqual(_keys.AsSpan(entry.KeyStart, entry.KeyLength)))
            {
                ids = _ids.AsSpan(entry.IdStart, entry.IdCount);
                return true;
            }
        }

        ids = default;
        return false;
    }

    /// <summary>Remembers a word that <see cref="TryGet"/> did not know.</summary>
    public void Add(ReadOnlySpan<char> word, uint hash, ReadOnlySpan<int> ids)
    {
        if (_count >= _entries.Length / 2)
        {
            MakeRoom();
        }

        Reserve(ref _keys, _keyEnd, word.Length);
        Reserve(ref _ids, _idEnd, ids.Length);
        word.CopyTo(_keys.AsSpan(_keyEnd));
        ids.CopyTo(_ids.AsSpan(_idEnd));
        Place(_entries, new Entry(hash, _keyEnd, _idEnd, (ushort)word.Length, (ushort)ids.Length));
        _keyEnd += word.Length;
        _idEnd += ids.Length;
        _count++;
    }

    private static ulong Mix(ulong value)
    {
        value *= 0xD6E8FEB86659FD93UL;
        return value ^ (value >> 32);
    }

    private static void Reserve<T>(ref T[] array, int used, int more)
    {
        if (used + more > array.Length)
        {
            Array.Resize(ref array, Math.Max(used + more, array.Length * 2));
        }
    }

    private static void Place(Entry[] entries, Entry entry)
    {
        int mask = entries.Length - 1;
        int slot = (int)(entry.Hash >> 8) & mask;
        while (entries[slot].Hash != 0)
        {
            slot = (slot + 1) & mask;
        }

        entries[slot] = entry;
    }

    private void MakeRoom()
    {
        if (_entries.Length >= MostSlots)
        {
            Array.Clear(_entries);
            (_count, _keyEnd, _idEnd) = (0, 0, 0);
            return;
        }

        Entry[] larger = new Entry[_entries.Length * 2];
        foreach (Entry entry in _entries)
        {
            if (entry.Hash != 0)
            {
                Place(larger, entry);
            }
        }

        _entries = larger;
    }

    private readonly record struct Entry(uint Hash, int KeyStart, int IdStart, ushort KeyLength, ushort IdCount);
}
