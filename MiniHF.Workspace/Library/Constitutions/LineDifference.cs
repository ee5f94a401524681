namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>What differs between two texts, line by line.</summary>
public static class LineDifference
{
    // Beyond this the middle is shown as taken out and put in: no constitution is near it.
    private const long MostCells = 4_000_000;

    /// <summary>Every line of both texts in reading order; the fewest lines are called changed.</summary>
    public static IReadOnlyList<DifferenceLine> Between(string before, string after)
    {
        string[] old = Split(before);
        string[] now = Split(after);
        int first = old.AsSpan().CommonPrefixLength(now);
        int last = 0;
        while (last < Math.Min(old.Length, now.Length) - first && old[^(last + 1)] == now[^(last + 1)])
        {
            last++;
        }

        List<DifferenceLine> lines = [];
        lines.AddRange(Enumerable.Range(0, first).Select(i => new DifferenceLine(i + 1, i + 1, now[i])));
        lines.AddRange(Middle(old[first..^last], now[first..^last], first));
        lines.AddRange(Enumerable.Range(0, last).Select(i => new DifferenceLine(old.Length - last + i + 1, now.Length - last + i + 1, now[now.Length - last + i])));
        return lines;
    }

    private static IEnumerable<DifferenceLine> Middle(string[] old, string[] now, int offset)
    {
        int[,]? common = (long)old.Length * now.Length <= MostCells ? CommonLengths(old, now) : null;
        int i = 0;
        int j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && common is not null && old[i] == now[j])
            {
                yield return new DifferenceLine(offset + i + 1, offset + j + 1, now[j]);
                (i, j) = (i + 1, j + 1);
            }
            else if (i < old.Length && (j == now.Length || common is null || common[i + 1, j] >= common[i, j + 1]))
            {
                yield return new DifferenceLine(offset + i + 1, null, old[i++]);
            }
            else
            {
                yield return new DifferenceLine(null, offset + j + 1, now[j++]);
            }
        }
    }

    /// <summary>Length of the longest common subsequence of the lines from each pair on.</summary>
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
