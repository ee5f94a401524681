namespace MiniHF.Workspace.Components.Runs;

/// <summary>What changed between two texts, word by word: the longest common subsequence of their words.</summary>
public static class TextDiff
{
    /// <summary>The texts are samples of a few hundred words; beyond this the end is shown as changed.</summary>
    private const int MostWords = 600;

    /// <summary>Pieces of both texts in reading order; those of neither kind are in both.</summary>
    public static IReadOnlyList<TextDiffPiece> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        string[] old = Split(before);
        string[] now = Split(after);
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<TextDiffPiece> pieces = [];
        int a = 0;
        int b = 0;
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b])
            {
                Add(pieces, old[a++], TextChange.None);
                b++;
            }
            else if (a < old.Length && (b == now.Length || common[a + 1, b] >= common[a, b + 1]))
            {
                Add(pieces, old[a++], TextChange.Removed);
            }
            else
            {
                Add(pieces, now[b++], TextChange.Added);
            }
        }

        return pieces;
    }

    private static void Add(List<TextDiffPiece> pieces, string word, TextChange change)
    {
        if (pieces is [.., var last] && last.Change == change)
        {
            pieces[^1] = last with { Text = last.Text + word };
        }
        else
        {
            pieces.Add(new TextDiffPiece(word, change));
        }
    }

    /// <summary>Words with the white space before them; together they are the text.</summary>
    private static string[] Split(string text)
    {
        List<string> words = [];
        int start = 0;
        bool inWord = false;
        for (int i = 0; i < text.Length && words.Count < MostWords - 1; i++)
        {
            bool space = char.IsWhiteSpace(text[i]);
            if (space && inWord)
            {
                words.Add(text[start..i]);
                start = i;
            }

            inWord = !space;
        }

        if (start < text.Length)
        {
            words.Add(text[start..]);
        }

        return [.. words];
    }
}
