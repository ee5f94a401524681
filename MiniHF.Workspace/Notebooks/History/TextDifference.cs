using System.Collections.Immutable;

namespace MiniHF.Workspace.Notebooks.History;

/// <summary>
/// Compares two texts word by word: the shortest way from one to the other, found greedily (E. W. Myers, "An O(ND) Difference
/// Algorithm and Its Variations", 1986).
/// </summary>
public static class TextDifference
{
    // Texts that differ in more words than this have little in common: they are shown one after the other.
    private const int MostChanges = 2_000;

    /// <summary>The pieces of both texts, in their order.</summary>
    public static ImmutableArray<TextPiece> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        string[] old = Split(before);
        string[] now = Split(after);
        int head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        Pieces pieces = new();
        pieces.Add(0, old.AsSpan(0, head));
        Compare(old.AsSpan(head, old.Length - head - tail), now.AsSpan(head, now.Length - head - tail), pieces);
        pieces.Add(0, old.AsSpan(old.Length - tail));
        return pieces.Take();
    }

    private static void Compare(ReadOnlySpan<string> old, ReadOnlySpan<string> now, Pieces pieces)
    {
        if (old.IsEmpty || now.IsEmpty || Trace(old, now) is not { } trace)
        {
            pieces.Add(-1, old);
            pieces.Add(1, now);
            return;
        }

        // Back from the end along the trace, then said forwards.
        Stack<(int Change, int Index)> steps = new();
        (int x, int y) = (old.Length, now.Length);
        for (int changes = trace.Count - 1; changes >= 0; changes--)
        {
            int[] furthest = trace[changes];
            int diagonal = x - y;
            bool down = diagonal == -changes || (diagonal != changes && Get(furthest, diagonal - 1) < Get(furthest, diagonal + 1));
            int from = down ? diagonal + 1 : diagonal - 1;
            int fromX = changes == 0 ? 0 : Get(furthest, from);
            int fromY = changes == 0 ? 0 : fromX - from;
            while (x > fromX && y > fromY && x > 0 && y > 0 && old[x - 1] == now[y - 1])
            {
                steps.Push((0, --x));
                y--;
            }

            if (changes > 0)
            {
                steps.Push(down ? (1, --y) : (-1, --x));
            }
        }

        foreach ((int change, int index) in steps)
        {
            pieces.Add(change, change > 0 ? now.Slice(index, 1) : old.Slice(index, 1));
        }
    }

    /// <summary>How far each diagonal got before each further change; null where there are too many.</summary>
    private static List<int[]>? Trace(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        int most = Math.Min(old.Length + now.Length, MostChanges);
        int[] furthest = new int[3];
        List<int[]> trace = [];
        for (int changes = 0; changes <= most; changes++)
        {
            trace.Add(furthest);
            int[] next = new int[(2 * changes) + 3];
            for (int diagonal = -changes; diagonal <= changes; diagonal += 2)
            {
                int x = changes == 0
                    ? 0
                    : diagonal == -changes || (diagonal != changes && Get(furthest, diagonal - 1) < Get(furthest, diagonal + 1))
                        ? Get(furthest, diagonal + 1)
                        : Get(furthest, diagonal - 1) + 1;
                int y = x - diagonal;
                while (x < old.Length && y < now.Length && old[x] == now[y])
                {
                    (x, y) = (x + 1, y + 1);
                }

                next[diagonal + (next.Length / 2)] = x;
                if (x >= old.Length && y >= now.Length)
                {
                    return trace;
                }
            }

            furthest = next;
        }

        return null;
    }

    private static int Get(int[] furthest, int diagonal)
    {
        int at = diagonal + (furthest.Length / 2);
        return at >= 0 && at < furthest.Length ? furthest[at] : 0;
    }

    /// <summary>Words with the white space before them: joined, they are the text.</summary>
    private static string[] Split(string text)
    {
        List<string> words = [];
        int begin = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
            {
                words.Add(text[begin..i]);
                begin = i;
            }
        }

        if (begin < text.Length)
        {
            words.Add(text[begin..]);
        }

        return [.. words];
    }

    /// <summary>Joins what belongs together.</summary>
    private sealed class Pieces
    {
        private readonly ImmutableArray<TextPiece>.Builder _done = ImmutableArray.CreateBuilder<TextPiece>();
        private readonly System.Text.StringBuilder _text = new();
        private int _change;

        public void Add(int change, ReadOnlySpan<string> words)
        {
            if (words.IsEmpty)
            {
                return;
            }

            if (change != _change)
            {
                Flush();
                _change = change;
            }

            foreach (string word in words)
            {
                _text.Append(word);
            }
        }

        public ImmutableArray<TextPiece> Take()
        {
            Flush();
            return _done.ToImmutable();
        }

        private void Flush()
        {
            if (_text.Length > 0)
            {
                _done.Add(new TextPiece(_change, _text.ToString()));
                _text.Clear();
            }
        }
    }
}
