namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>
/// The word pattern of cl100k, LLaMA-3 (numbers of up to three digits) and Qwen2 (single digits), scanned by hand:
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// A test holds it against the regular expression.
/// </summary>
internal sealed class Cl100kWordSplit(int longestNumber) : PreTokenizerStep
{
    public const string Llama3Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public const string Qwen2Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        for (int start = 0; start < piece.Length;)
        {
            int end = WordEnd(piece, start);
            next.Accept(piece[start..end], atStart && start == 0);
            start = end;
        }
    }

    private int WordEnd(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'')
        {
            int contraction = ContractionLength(text[(start + 1)..]);
            if (contraction > 0)
            {
                return start + 1 + contraction;
            }
        }

        byte kind = CharacterClasses.At(text, start, out int width);
        int second = start + width;
        byte secondKind = CharacterClasses.Other;
        int secondWidth = 0;
        if (second < text.Length)
        {
            secondKind = CharacterClasses.At(text, second, out secondWidth);
        }

        bool secondIsLetter = secondWidth > 0 && secondKind == CharacterClasses.Letter;
        bool secondIsOther = secondWidth > 0 && secondKind == CharacterClasses.Other;
        return kind switch
        {
            CharacterClasses.Letter => CharacterClasses.RunEnd(text, second, CharacterClasses.Letter),
            CharacterClasses.Number => NumberEnd(text, second),
            _ when secondIsLetter && text[start] is not ('\r' or '\n') => CharacterClasses.RunEnd(text, second + secondWidth, CharacterClasses.Letter),
            CharacterClasses.Other => SymbolsEnd(text, second),
            _ when text[start] == ' ' && secondIsOther => SymbolsEnd(text, second + secondWidth),
            _ => SpaceEnd(text, start),
        };
    }

    private int NumberEnd(ReadOnlySpan<char> text, int end)
    {
        for (int digits = 1; digits < longestNumber && end < text.Length && CharacterClasses.At(text, end, out int width) == CharacterClasses.Number; digits++)
        {
            end += width;
        }

        return end;
    }

    private static int SymbolsEnd(ReadOnlySpan<char> text, int end)
    {
        end = CharacterClasses.RunEnd(text, end, CharacterClasses.Other);
        while (end < text.Length && text[end] is ('\r' or '\n'))
        {
            end++;
        }

        return end;
    }

    /// <summary>Through the last line break of the run if it has one, else as in GPT-2's pattern.</summary>
    private static int SpaceEnd(ReadOnlySpan<char> text, int start)
    {
        int end = CharacterClasses.RunEnd(text, start, CharacterClasses.Space);
        int lineBreak = text[start..end].LastIndexOfAny('\r', '\n');
        return lineBreak >= 0 ? start + lineBreak + 1 : Gpt2WordSplit.SpaceEnd(text, start);
    }

    private static int ContractionLength(ReadOnlySpan<char> afterApostrophe)
    {
        if (afterApostrophe.IsEmpty)
        {
            return 0;
        }

        char second = afterApostrophe.Length > 1 ? afterApostrophe[1] : '\0';
        return afterApostrophe[0] switch
        {
            // U+017F (long s) is an s where case is ignored.
            's' or 'S' or '\u017F' or 't' or 'T' or 'm' or 'M' or 'd' or 'D' => 1,
            'r' or 'R' or 'v' or 'V' when second is 'e' or 'E' => 2,
            'l' or 'L' when second is 'l' or 'L' => 2,
            _ => 0,
        };
    }
}
