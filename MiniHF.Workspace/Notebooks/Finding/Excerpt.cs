using System.Text.RegularExpressions;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>Takes from a text the neighbourhood of what was searched for, and marks it there.</summary>
internal sealed class Excerpt
{
    private const int Length = 190;

    // What is read before the first match, to know what it is about.
    private const int Lead = 60;

    private readonly Regex? _matches;

    private Excerpt(IEnumerable<string> patterns)
    {
        string[] all = [.. patterns];
        _matches = all.Length == 0 ? null : new Regex(string.Join('|', all), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>Marks words that begin as those typed do, those that stand in for a misspelt one, and phrases.</summary>
    public static Excerpt OfWords(FindWords words, IReadOnlyDictionary<string, IReadOnlyList<string>> instead) => new(
        words.Words.SelectMany(word => (instead.GetValueOrDefault(word) ?? []).Prepend(word)).Concat(words.Phrases)
            .Select(word => $@"(?<![\p{{L}}\p{{N}}]){string.Join(@"[^\p{L}\p{N}]+", PartsOf(word).Select(Regex.Escape))}[\p{{L}}\p{{N}}]*"));

    /// <summary>Marks the characters typed, wherever they stand.</summary>
    public static Excerpt OfCharacters(FindWords words) => new(words.Wanted.Select(Regex.Escape));

    /// <summary>The excerpt, piece by piece; the text's beginning where nothing in it matches.</summary>
    public IReadOnlyList<SnippetPiece> Of(string text)
    {
        Match? first = _matches?.Match(text);
        int from = first is { Success: true } ? BeginningBefore(text, first.Index) : 0;
        int to = EndAfter(text, Math.Max(from + Length, first is { Success: true } ? first.Index + first.Length : 0));
        List<SnippetPiece> pieces = [];
        Add(pieces, from > 0 ? "…" : "", false);
        int at = from;
        for (Match? match = first; match is { Success: true, Length: > 0 } && match.Index + match.Length <= to; match = match.NextMatch())
        {
            Add(pieces, text[at..match.Index], false);
            Add(pieces, match.Value, true);
            at = match.Index + match.Length;
        }

        Add(pieces, text[at..to].TrimEnd() + (to < text.TrimEnd().Length ? "…" : ""), false);
        return pieces;
    }

    private static IEnumerable<string> PartsOf(string word) => Regex.Matches(word, @"[\p{L}\p{N}]+", RegexOptions.CultureInvariant).Select(part => part.Value);

    private static int BeginningBefore(string text, int match)
    {
        int from = match - Lead;
        if (from <= 0)
        {
            return 0;
        }

        int space = text.IndexOf(' ', from, match - from);
        return space >= 0 ? space + 1 : match;
    }

    private static int EndAfter(string text, int least)
    {
        if (least >= text.Length)
        {
            return text.Length;
        }

        int space = text.IndexOf(' ', least, Math.Min(30, text.Length - least));
        return space >= 0 ? space : char.IsLowSurrogate(text[least]) ? least + 1 : least;
    }

    private static void Add(List<SnippetPiece> pieces, string text, bool isMatch)
    {
        if (text.Length > 0)
        {
            pieces.Add(new SnippetPiece(text, isMatch));
        }
    }
}
