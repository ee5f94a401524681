namespace MiniHF.Workspace.Components.Palette;

/// <summary>How well a line fits what was typed: its letters occur in their order, and the better the more of them stand together or begin words.</summary>
/// <param name="Score">Higher is better.</param>
/// <param name="Places">The letters that fit.</param>
public sealed record PaletteMatch(int Score, IReadOnlyList<int> Places)
{
    private const int Together = 8;
    private const int WordBegins = 10;
    private const int Letter = 1;

    /// <summary>Null where a word typed does not occur. Each word is looked for by itself, so their order does not matter.</summary>
    public static PaletteMatch? Of(string text, string typed)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(typed);
        SortedSet<int> places = [];
        int score = 0;
        foreach (string word in typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Best(text, word) is not { } found)
            {
                return null;
            }

            score += found.Score;
            places.UnionWith(found.Places);
        }

        // Of two that fit as well, the shorter one is meant.
        return new PaletteMatch((score * 16) - Math.Min(text.Length, 255), [.. places]);
    }

    /// <summary>The best of the ways to read the word into the text, by the place of its first letter.</summary>
    private static PaletteMatch? Best(string text, string word)
    {
        PaletteMatch? best = null;
        for (int start = 0; start < text.Length; start++)
        {
            if (Same(text[start], word[0]) && From(text, word, start) is { } found && found.Score > (best?.Score ?? int.MinValue))
            {
                best = found;
            }
        }

        return best;
    }

    private static PaletteMatch? From(string text, string word, int start)
    {
        List<int> places = [];
        int score = 0;
        int at = start;
        foreach (char letter in word)
        {
            while (at < text.Length && !Same(text[at], letter))
            {
                at++;
            }

            if (at == text.Length)
            {
                return null;
            }

            bool begins = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            bool follows = places.Count > 0 && places[^1] == at - 1;
            score += Letter + (begins ? WordBegins : 0) + (follows ? Together : 0);
            places.Add(at++);
        }

        // Letters scattered over a long line are chance.
        return new PaletteMatch(score - ((places[^1] - places[0] + 1 - places.Count) / 2), places);
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
