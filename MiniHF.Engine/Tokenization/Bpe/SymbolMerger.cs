using System.Buffers;

namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>
/// Applies merges to a run of symbols, lowest rank first and leftmost among equals, until none applies.
/// Short runs scan for the best merge (quadratic, with a tiny constant); long ones keep a heap over a linked list, so a megabyte
/// without a space costs n log n.
/// </summary>
internal static class SymbolMerger
{
    private const int LongestScanned = 64;

    /// <summary>Merges in place; returns how many symbols are left at the front of <paramref name="symbols"/>.</summary>
    public static int Merge(MergeTable table, Span<int> symbols) => symbols.Length switch
    {
        < 2 => symbols.Length,
        <= LongestScanned => MergeByScan(table, symbols),
        _ => MergeByHeap(table, symbols),
    };

    private static int MergeByScan(MergeTable table, Span<int> symbols)
    {
        Span<int> ranks = stackalloc int[LongestScanned];
        Span<int> results = stackalloc int[LongestScanned];
        int count = symbols.Length;
        for (int i = 0; i + 1 < count; i++)
        {
            ranks[i] = table.Rank(symbols[i], symbols[i + 1], out results[i]);
        }

        while (count > 1)
        {
            int best = 0;
            for (int i = 1; i + 1 < count; i++)
            {
                if (ranks[i] < ranks[best])
                {
                    best = i;
                }
            }

            if (ranks[best] == int.MaxValue)
            {
                break;
            }

            symbols[best] = results[best];
            symbols[(best + 2)..count].CopyTo(symbols[(best + 1)..]);
            if (best + 2 < count)
            {
                ranks[(best + 2)..(count - 1)].CopyTo(ranks[(best + 1)..]);
                results[(best + 2)..(count - 1)].CopyTo(results[(best + 1)..]);
                ranks[best] = table.Rank(symbols[best], symbols[best + 1], out results[best]);
            }

            count--;
            if (best > 0)
            {
                ranks[best - 1] = table.Rank(symbols[best - 1], symbols[best], out results[best - 1]);
            }
        }

        return count;
    }

    /// <summary>Internal for the test that compares it with the scan.</summary>
    internal static int MergeByHeap(MergeTable table, Span<int> symbols)
    {
        int count = symbols.Length;
        int[] rented = ArrayPool<int>.Shared.Rent(count * 4);
        Span<int> ranks = rented.AsSpan(0, count);
        Span<int> results = rented.AsSpan(count, count);
        Span<int> next = rented.AsSpan(2 * count, count);
        Span<int> previous = rented.AsSpan(3 * count, count);
        MinHeap heap = new(count);
        for (int i = 0; i < count; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
            ranks[i] = i + 1 < count ? table.Rank(symbols[i], symbols[i + 1], out results[i]) : int.MaxValue;
            if (ranks[i] != int.MaxValue)
            {
                heap.Push(ranks[i], i);
            }
        }

        while (heap.TryPop(out int rank, out int at))
        {
            // A pair that has changed since it was pushed has another rank, or none.
            if (ranks[at] != rank)
            {
                continue;
            }

            int removed = next[at];
            int after = next[removed];
            symbols[at] = results[at];
            next[at] = after;
            ranks[removed] = int.MaxValue;
            if (after < count)
            {
                previous[after] = at;
                ranks[at] = table.Rank(symbols[at], symbols[after], out results[at]);
                heap.PushUnlessNone(ranks[at], at);
            }
            else
            {
                ranks[at] = int.MaxValue;
            }

            int before = previous[at];
            if (before >= 0)
            {
                ranks[before] = table.Rank(symbols[before], symbols[at], out results[before]);
                heap.PushUnlessNone(ranks[before], before);
            }
        }

        int written = 0;
        for (int i = 0; i < count; i = next[i])
        {
            symbols[written++] = symbols[i];
        }

        heap.Return();
        ArrayPool<int>.Shared.Return(rented);
        return written;
    }
}
