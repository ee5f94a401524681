using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MiniHF.Engine.Tokenization;

/// <summary>
/// A regular expression of a tokenizer, which counts in code points, on .NET's engine, which counts in UTF-16 units and knows
/// no category beyond U+FFFF. A code point up there is matched as one unit of the same category (see <see cref="Substitute"/>);
/// patterns that name such a code point, or one of the substitutes, are not seen in practice.
/// </summary>
internal sealed class CodePointRegex
{
    private static readonly char[] s_substitutes = FindSubstitutes();

    public CodePointRegex(string pattern)
    {
        try
        {
            Pattern = new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new TokenizerFormatException($"the regular expression {pattern} is not one that .NET reads ({e.Message})");
        }
    }

    public Regex Pattern { get; }

    /// <summary>The text with every match replaced by <paramref name="content"/>, taken literally.</summary>
    public string ReplaceAll(string text, string content)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return Pattern.Replace(text, _ => content);
        }

        string substituted = Substitute(text, out int[] offsets);
        StringBuilder replaced = new(text.Length);
        int kept = 0;
        foreach (ValueMatch match in Pattern.EnumerateMatches(substituted))
        {
            replaced.Append(text, kept, offsets[match.Index] - kept).Append(content);
            kept = offsets[match.Index + match.Length];
        }

        return replaced.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>The text with every pair of surrogates as one unit; <paramref name="offsets"/> leads back, its end included.</summary>
    public static string Substitute(ReadOnlySpan<char> text, out int[] offsets)
    {
        StringBuilder substituted = new(text.Length);
        List<int> starts = new(text.Length + 1);
        for (int i = 0; i < text.Length;)
        {
            starts.Add(i);
            if (!char.IsSurrogate(text[i]))
            {
                substituted.Append(text[i++]);
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out Rune rune, out int width);
            substituted.Append(s_substitutes[(int)Rune.GetUnicodeCategory(rune)]);
            i += width;
        }

        starts.Add(text.Length);
        offsets = [.. starts];
        return substituted.ToString();
    }

    private static char[] FindSubstitutes()
    {
        char[] substitutes = new char[(int)UnicodeCategory.OtherNotAssigned + 1];
        Array.Fill(substitutes, '\uFFFD');

        // From the top of the scripts that patterns do not name (Yi and above) first; the rest only fills what is still missing.
        IEnumerable<int> candidates = Enumerable.Range(0xA000, 0xD7FF - 0xA000).Concat(Enumerable.Range(0xF900, 0xFFF0 - 0xF900)).Concat(Enumerable.Range(0x0370, 0x2C90));
        HashSet<UnicodeCategory> found = [];
        foreach (int candidate in candidates)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory((char)candidate);
            if (found.Add(category))
            {
                substitutes[(int)category] = (char)candidate;
            }
        }

        return substitutes;
    }
}
