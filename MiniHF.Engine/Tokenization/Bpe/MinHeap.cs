using System.Buffers;

namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>A binary heap of (rank, position) pairs, lowest rank first and leftmost among equals, in pooled memory.</summary>
internal struct MinHeap(int capacity)
{
    private ulong[] _items = ArrayPool<ulong>.Shared.Rent(Math.Max(16, capacity));
    private int _count;

    public void PushUnlessNone(int rank, int position)
    {
        if (rank != int.MaxValue)
        {
            Push(rank, position);
        }
    }

    public void Push(int rank, int position)
    {
        if (_count == _items.Length)
        {
            ulong[] larger = ArrayPool<ulong>.Shared.Rent(_count * 2);
            _items.AsSpan().CopyTo(larger);
            ArrayPool<ulong>.Shared.Return(_items);
            _items = larger;
        }

        ulong item = ((ulong)(uint)rank << 32) | (uint)position;
        int at = _count++;
        while (at > 0 && _items[(at - 1) / 2] > item)
        {
            _items[at] = _items[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _items[at] = item;
    }

    public bool TryPop(out int rank, out int position)
    {
        if (_count == 0)
        {
            (rank, position) = (0, 0);
            return false;
        }

        ulong top = _items[0];
        ulong last = _items[--_count];
        int at = 0;
        for (int child = 1; child < _count; child = (2 * at) + 1)
        {
            if (child + 1 < _count && _items[child + 1] < _items[child])
            {
                child++;
            }

            if (_items[child] >= last)
            {
                break;
            }

            _items[at] = _items[child];
            at = child;
        }

        _items[at] = last;
        (rank, position) = ((int)(top >> 32), (int)(uint)top);
        return true;
    }

    /// <summary>Gives the memory back; the heap must not be used after.</summary>
    public readonly void Return() => ArrayPool<ulong>.Shared.Return(_items);
}
