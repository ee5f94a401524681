using System.Text.RegularExpressions;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>
/// What somebody types to find something: words in any order, each the beginning of one; <c>"words in their order"</c>;
/// <c>-word</c> for what must not be there; <c>#tag</c>.
/// </summary>
public sealed partial record FindWords(IReadOnlyList<string> Words, IReadOnlyList<string> Phrases, IReadOnlyList<string> Without, IReadOnlyList<string> Tags)
{
    // Of a page pasted into the field by accident, the first words.
    private const int MostParts = 16;
    private const int MostCharacters = 400;

    /// <summary>Nothing to search for.</summary>
    public bool IsEmpty => Words.Count + Phrases.Count + Tags.Count == 0;

    /// <summary>Every word and phrase that must be there, as it was typed.</summary>
    public IEnumerable<string> Wanted => Words.Concat(Phrases);

    public static FindWords Parse(string? typed)
    {
        List<string> words = [];
        List<string> phrases = [];
        List<string> without = [];
        List<string> tags = [];
        string text = (typed ?? "").Replace('\0', ' ');
        foreach (Match part in Part().Matches(text[..Math.Min(text.Length, MostCharacters)]).Take(MostParts))
        {
            if (part.Groups["phrase"] is { Success: true, Value: var phrase })
            {
                Add(phrases, phrase);
            }
            else if (part.Groups["tag"] is { Success: true, Value: var tag })
            {
                Add(tags, tag.ToLowerInvariant());
            }
            else if (part.Groups["without"] is { Success: true, Value: var not })
            {
                Add(without, not);
            }
            else
            {
                Add(words, part.Value);
            }
        }

        return new FindWords(words, phrases, without, tags);
    }

    /// <summary>The words as Postgres' <c>to_tsquery</c> reads them; empty where there are none.</summary>
    /// <param name="instead">For a word, others that may stand in its place.</param>
    public string ToQuery(IReadOnlyDictionary<string, IReadOnlyList<string>> instead)
    {
        ArgumentNullException.ThrowIfNull(instead);
        return string.Join(
            " & ",
            Words.Select(word => instead.GetValueOrDefault(word) is { Count: > 0 } others
                    ? $"({string.Join(" | ", others.Select(Quote).Prepend($"{Quote(word)}:*"))})"
                    : $"{Quote(word)}:*")
                .Concat(Phrases.Select(Quote))
                .Concat(Without.Select(word => $"!{Quote(word)}")));
    }

    private static void Add(List<string> list, string part)
    {
        // What has neither a letter nor a digit is no word to Postgres, and would match nothing beside the others.
        if (part.Any(char.IsLetterOrDigit))
        {
            list.Add(part.Trim());
        }
    }

    /// <summary>A word or phrase as <c>to_tsquery</c> reads it, whatever is in it.</summary>
    internal static string Quote(string word) =>
        $"'{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("""
        "(?<phrase>[^"]+)"?|\#(?<tag>[^\s"]+)|-(?<without>[\p{L}\p{N}][^\s"]*)|[^\s"]+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
