namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>Words that somebody may have meant: the nearest by the letters changed, left out, added or swapped.</summary>
internal static class Misspelling
{
    /// <summary>Letters that may be wrong in a word of this length: about one in five.</summary>
    public static int Tolerance(int length) => length < 4 ? 0 : Math.Max(1, (int)Math.Round(length * 0.2, MidpointRounding.AwayFromZero));

    /// <summary>The nearest of the words known, best first; none where the word is too short to be guessed at.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> known, int most)
    {
        int tolerance = Tolerance(word.Length);
        return tolerance == 0
            ? []
            : [.. known
                .Select(other => (Word: other, Distance: Distance(word, other, tolerance)))
                .Where(found => found.Distance <= tolerance)
                .OrderBy(found => found.Distance)
                .ThenBy(found => found.Word[0] == word[0] ? 0 : 1)
                .ThenBy(found => found.Word, StringComparer.Ordinal)
                .Select(found => found.Word)
                .Take(most)];
    }

    /// <summary>
    /// Letters to change, leave out, add or swap with their neighbour to come from one word to the other (Damerau and Levenshtein's
    /// distance with each letter moved at most once); more than <paramref name="most"/> where it is more.
    /// </summary>
    public static int Distance(string from, string to, int most)
    {
        if (Math.Abs(from.Length - to.Length) > most)
        {
            return most + 1;
        }

        Span<int> before = stackalloc int[to.Length + 1];
        Span<int> last = stackalloc int[to.Length + 1];
        Span<int> now = stackalloc int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            now[0] = i;
            int least = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int same = from[i - 1] == to[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                least = Math.Min(least, now[j]);
            }

            if (least > most)
            {
                return most + 1;
            }

            Span<int> free = before;
            before = last;
            last = now;
            now = free;
        }

        return last[to.Length];
    }
}
