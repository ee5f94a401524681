using System.Globalization;
using System.Text;

namespace MiniHF.Engine.Tokenization;

/// <summary>What the splitting rules ask of a character: letter, number, white space, punctuation or something else.</summary>
internal static class CharacterClasses
{
    public const byte Other = 0;
    public const byte Letter = 1;
    public const byte Number = 2;
    public const byte Space = 3;

    /// <summary>Half of a pair: the class is that of the pair, see <see cref="OfPair"/>.</summary>
    public const byte Surrogate = 4;

    private static readonly byte[] s_classes = BuildTable();

    /// <summary>The class of every UTF-16 code unit.</summary>
    public static ReadOnlySpan<byte> Table => s_classes;

    /// <summary>The class of the code point whose first half stands at <paramref name="index"/>; a lone half is <see cref="Other"/>.</summary>
    public static byte OfPair(ReadOnlySpan<char> text, int index, out int width)
    {
        if (Rune.DecodeFromUtf16(text[index..], out Rune rune, out width) == System.Buffers.OperationStatus.Done)
        {
            return Classify(Rune.GetUnicodeCategory(rune), rune.Value);
        }

        width = 1;
        return Other;
    }

    /// <summary>The class of the code point at <paramref name="index"/> and its length in UTF-16 units.</summary>
    public static byte At(ReadOnlySpan<char> text, int index, out int width)
    {
        byte kind = s_classes[text[index]];
        if (kind == Surrogate)
        {
            return OfPair(text, index, out width);
        }

        width = 1;
        return kind;
    }

    /// <summary>The end of the run of <paramref name="kind"/> that begins at <paramref name="index"/>.</summary>
    public static int RunEnd(ReadOnlySpan<char> text, int index, byte kind)
    {
        byte[] classes = s_classes;
        while ((uint)index < (uint)text.Length)
        {
            byte here = classes[text[index]];
            if (here == kind)
            {
                index++;
            }
            else if (here == Surrogate && OfPair(text, index, out int width) == kind)
            {
                index += width;
            }
            else
            {
                break;
            }
        }

        return index;
    }

    /// <summary>ASCII punctuation and symbols, and Unicode's categories P*.</summary>
    public static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~')
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    /// <summary>What <c>\w</c> means in Unicode regular expressions: letters, marks, letter and decimal numbers, connectors.</summary>
    public static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;

    private static byte[] BuildTable()
    {
        byte[] table = new byte[char.MaxValue + 1];
        for (int c = 0; c < table.Length; c++)
        {
            table[c] = char.IsSurrogate((char)c) ? Surrogate : Classify(CharUnicodeInfo.GetUnicodeCategory((char)c), c);
        }

        return table;
    }

    private static byte Classify(UnicodeCategory category, int codePoint) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
        _ when codePoint <= char.MaxValue && char.IsWhiteSpace((char)codePoint) => Space,
        _ => Other,
    };
}
