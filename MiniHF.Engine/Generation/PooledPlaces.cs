namespace MiniHF.Engine.Generation;

/// <summary>Which places of a pool a text's tokens lie in.</summary>
internal static class PooledPlaces
{
    /// <summary>The places of the tokens from a position on, as many as there is room for in <paramref name="into"/>.</summary>
    /// <param name="path">Has room for them.</param>
    public static void Copy(KeyValuePath path, int from, Span<long> into)
    {
        int start = 0;
        for (int i = 0; !into.IsEmpty; i++)
        {
            int length = path.ReachableLength(i);
            int first = Math.Max(0, from - start);
            int count = Math.Min(length - first, into.Length);
            if (count > 0)
            {
                long place = ((PooledSegment)path.Segments[i]).Start + first;
                for (int at = 0; at < count; at++)
                {
                    into[at] = place + at;
                }

                into = into[count..];
            }

            start += length;
        }
    }

    /// <summary>How many tokens two texts read from the same places, from their beginning on.</summary>
    public static int CommonLength(KeyValuePath one, KeyValuePath other)
    {
        int common = 0;
        for (int i = 0; i < one.FirstOwned && i < other.FirstOwned && one.Segments[i] == other.Segments[i]; i++)
        {
            common += Math.Min(one.VisibleLength(i), other.VisibleLength(i));
            if (one.VisibleLength(i) != other.VisibleLength(i))
            {
                break;
            }
        }

        return common;
    }
}
