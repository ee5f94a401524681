namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>
/// GPT-2's word pattern, scanned by hand: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// A test holds it against the regular expression.
/// </summary>
internal sealed class Gpt2WordSplit : PreTokenizerStep
{
    public const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The same matches, spelt as newer tools write them.</summary>
    public const string CompactPattern = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        for (int start = 0; start < piece.Length;)
        {
            int end = WordEnd(piece, start);
            next.Accept(piece[start..end], atStart && start == 0);
            start = end;
        }
    }

    private static int WordEnd(ReadOnlySpan<char> text, int start)
    {
        char first = text[start];
        if (first == '\'')
        {
            int contraction = ContractionLength(text[(start + 1)..]);
            if (contraction > 0)
            {
                return start + 1 + contraction;
            }
        }

        int word = first == ' ' && start + 1 < text.Length ? start + 1 : start;
        byte kind = CharacterClasses.At(text, word, out int width);
        return kind == CharacterClasses.Space
            ? SpaceEnd(text, start)
            : CharacterClasses.RunEnd(text, word + width, kind);
    }

    /// <summary>White space up to the one that belongs to the next word.</summary>
    internal static int SpaceEnd(ReadOnlySpan<char> text, int start)
    {
        int end = CharacterClasses.RunEnd(text, start, CharacterClasses.Space);
        return end == text.Length || end - start == 1 ? end : end - 1;
    }

    private static int ContractionLength(ReadOnlySpan<char> afterApostrophe)
    {
        if (afterApostrophe.IsEmpty)
        {
            return 0;
        }

        return afterApostrophe[0] switch
        {
            's' or 't' or 'm' or 'd' => 1,
            'r' or 'v' when afterApostrophe.Length > 1 && afterApostrophe[1] == 'e' => 2,
            'l' when afterApostrophe.Length > 1 && afterApostrophe[1] == 'l' => 2,
            _ => 0,
        };
    }
}
