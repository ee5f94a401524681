using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MiniHF.Engine.Tokenization.Normalization;

/// <summary>Reads the <c>normalizer</c> of a <c>tokenizer.json</c>.</summary>
internal static class NormalizerReader
{
    public static Normalizer? Read(JsonElement? normalizer) => normalizer is JsonElement element ? ReadOne(element) : null;

    private static Normalizer ReadOne(JsonElement element)
    {
        string type = element.RequiredString("type");
        return type switch
        {
            "Sequence" => new NormalizerSequence([.. element.Items("normalizers").Select(ReadOne)]),
            "Prepend" => ReadPrepend(element.RequiredString("prepend")),
            "Append" => ReadAppend(element.RequiredString("append")),
            "Replace" => ReadReplace(element),
            "NFC" => InForm(NormalizationForm.FormC),
            "NFD" => InForm(NormalizationForm.FormD),
            "NFKC" => InForm(NormalizationForm.FormKC),
            "NFKD" => InForm(NormalizationForm.FormKD),
            "Lowercase" => new DelegateNormalizer(text => text.ToLowerInvariant()),
            "Strip" => ReadStrip(element.Flag("strip_left"), element.Flag("strip_right")),
            "StripAccents" => new DelegateNormalizer(StripAccents),
            "Nmt" => new DelegateNormalizer(Nmt),
            "ByteLevel" => new DelegateNormalizer(ToByteAlphabet),
            _ => throw new TokenizerFormatException($"its normalizer \"{type}\" is not supported"),
        };
    }

    private static DelegateNormalizer ReadPrepend(string prefix) => new(text => text.Length == 0 ? text : prefix + text);

    private static DelegateNormalizer ReadAppend(string suffix) => new(text => text.Length == 0 ? text : text + suffix);

    private static DelegateNormalizer ReadReplace(JsonElement element)
    {
        JsonElement pattern = element.Required("pattern");
        string content = element.RequiredString("content");
        if (pattern.OptionalString("String") is string literal)
        {
            return literal.Length == 0
                ? new DelegateNormalizer(text => text)
                : new DelegateNormalizer(text => text.Replace(literal, content, StringComparison.Ordinal));
        }

        CodePointRegex regex = new(pattern.RequiredString("Regex"));
        return new DelegateNormalizer(text => regex.ReplaceAll(text, content));
    }

    private static DelegateNormalizer InForm(NormalizationForm form) =>
        new(text => Ascii.IsValid(text) ? text : text.Normalize(form));

    private static DelegateNormalizer ReadStrip(bool left, bool right) => (left, right) switch
    {
        (true, true) => new DelegateNormalizer(text => text.Trim()),
        (true, false) => new DelegateNormalizer(text => text.TrimStart()),
        (false, true) => new DelegateNormalizer(text => text.TrimEnd()),
        _ => new DelegateNormalizer(text => text),
    };

    private static string StripAccents(string text) => Where(text, rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark));

    /// <summary>SentencePiece's clean-up for machine translation: control characters go, exotic spaces become a space.</summary>
    private static string Nmt(string text)
    {
        string kept = Where(text, rune => rune.Value is not ((>= 0x01 and <= 0x08) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F));
        return string.Create(kept.Length, kept, (span, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                span[i] = source[i] is '\u0009' or '\u000A' or '\u000C' or '\u000D' or '\u1680' or (>= '\u200B' and <= '\u200F')
                    or '\u2028' or '\u2029' or '\u2581' or '\uFEFF' or '\uFFFD'
                    ? ' '
                    : source[i];
            }
        });
    }

    private static string ToByteAlphabet(string text)
    {
        char[] mapped = new char[ByteAlphabet.MaxLength(text.Length)];
        return new string(mapped, 0, ByteAlphabet.Encode(text, mapped));
    }

    private static string Where(string text, Func<Rune, bool> keep)
    {
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (keep(rune))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }
}
