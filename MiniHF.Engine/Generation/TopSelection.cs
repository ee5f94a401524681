using System.Numerics;

namespace MiniHF.Engine.Generation;

/// <summary>Picks the k largest of many numbers without sorting them all.</summary>
internal static class TopSelection
{
    /// <summary>
    /// Writes the positions and values of the largest numbers, largest first, equal ones by position. A bounded heap whose
    /// threshold lets whole vectors be passed over: a vocabulary of 150,000 costs one sweep.
    /// </summary>
    /// <param name="ids">Receives the positions; its length says how many are wanted.</param>
    /// <param name="largest">Receives the values, beside <paramref name="ids"/>.</param>
    public static void Select(ReadOnlySpan<float> values, Span<int> ids, Span<float> largest)
    {
        int wanted = ids.Length;
        if (wanted == 0)
        {
            return;
        }

        for (int i = 0; i < wanted; i++)
        {
            ids[i] = i;
            largest[i] = values[i];
        }

        for (int root = (wanted / 2) - 1; root >= 0; root--)
        {
            SiftDown(ids, largest, root, wanted);
        }

        int at = wanted;
        int width = Vector<float>.Count;
        while (at < values.Length)
        {
            if (at + width <= values.Length
                && !Vector.GreaterThanAny(new Vector<float>(values[at..]), new Vector<float>(largest[0])))
            {
                at += width;
                continue;
            }

            int end = Math.Min(at + width, values.Length);
            for (; at < end; at++)
            {
                if (values[at] > largest[0])
                {
                    largest[0] = values[at];
                    ids[0] = at;
                    SiftDown(ids, largest, 0, wanted);
                }
            }
        }

        // Heap sort: the worst goes to the end each time, which leaves the best first.
        for (int end = wanted - 1; end > 0; end--)
        {
            (ids[0], ids[end]) = (ids[end], ids[0]);
            (largest[0], largest[end]) = (largest[end], largest[0]);
            SiftDown(ids, largest, 0, end);
        }
    }

    private static void SiftDown(Span<int> ids, Span<float> values, int root, int count)
    {
        while (true)
        {
            int child = (2 * root) + 1;
            if (child >= count)
            {
                return;
            }

            if (child + 1 < count && IsWorse(ids, values, child + 1, child))
            {
                child++;
            }

            if (!IsWorse(ids, values, child, root))
            {
                return;
            }

            (ids[root], ids[child]) = (ids[child], ids[root]);
            (values[root], values[child]) = (values[child], values[root]);
            root = child;
        }
    }

    private static bool IsWorse(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, int left, int right) =>
        values[left] < values[right] || (values[left] == values[right] && ids[left] > ids[right]);
}
