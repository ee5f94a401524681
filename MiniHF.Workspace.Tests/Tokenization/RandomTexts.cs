using System.Text;

namespace MiniHF.Workspace.Tests.Tokenization;

/// <summary>Hard texts from a seed: words, contractions, digits, white space of all kinds, marks, pairs, controls.</summary>
internal sealed class RandomTexts(int seed)
{
    private static readonly string[] s_parts =
    [
        "a", "The", " the", "ing", "é", "e\u0301", "ß", "İ", "日本", "語", "Привет", "مرحبا", "\u0663", "²", "½", "Ⅷ", "7", "12345", " 6", "'", "'s", "'LL", "'ve", "'re",
        "'d", "n't", "’t", " ", "  ", "\t", "\n", "\r\n", "\n\n", " \n ", "\u00A0", "\u3000", "\u2028", "\u200B", "\u200D", ".", "...", "!?", "-", "_", "=", "+", "$", "€",
        "“", "<|endoftext|>", "<s>", "<0x41>", "▁", "Ġ", "👍", "👩\u200D👧", "🏽", "𝔘", "𝟙", "𐍈", "\U000E0001", "\0", "\u0001", "\u007F", "\u0085", "\uFEFF", "\uFFFD", "\uFFFF",
    ];

    private static readonly string[] s_halves = ["\uD83D", "\uDC4D"];
    private readonly Random _random = new(seed);

    /// <summary>A text without lone surrogates.</summary>
    public string WellFormed() => Join(() => s_parts[_random.Next(s_parts.Length)]);

    /// <summary>A text that may hold lone surrogates, which may meet and form a pair.</summary>
    public string Any() => Join(() => _random.Next(10) == 0 ? s_halves[_random.Next(2)] : s_parts[_random.Next(s_parts.Length)]);

    /// <summary>Ids below <paramref name="below"/>.</summary>
    public int[] Ids(int below) => [.. Enumerable.Range(0, _random.Next(40)).Select(_ => _random.Next(below))];

    private string Join(Func<string> part)
    {
        StringBuilder text = new();
        for (int parts = _random.Next(25); parts > 0; parts--)
        {
            text.Append(part());
        }

        return text.ToString();
    }
}
