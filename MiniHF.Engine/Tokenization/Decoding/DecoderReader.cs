using System.Text.Json;
using MiniHF.Engine.Tokenization.PreTokenization;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>Reads the <c>decoder</c> of a <c>tokenizer.json</c> as stages to be made anew for each decoding, first to last.</summary>
internal static class DecoderReader
{
    public static IReadOnlyList<Func<DecodeStage, DecodeStage>> Read(JsonElement? decoder) => decoder is JsonElement element
        ? [.. ReadOne(element)]
        : [next => new SpacedStage(next)];

    private static IEnumerable<Func<DecodeStage, DecodeStage>> ReadOne(JsonElement element)
    {
        string type = element.RequiredString("type");
        return type switch
        {
            "Sequence" => element.Items("decoders").SelectMany(ReadOne),
            "ByteLevel" => [next => new ByteLevelStage(next)],
            "ByteFallback" => [next => new ByteFallbackStage(next)],
            "Fuse" => [next => new FuseStage(next)],
            "Replace" => [ReadReplace(element)],
            "Strip" => [ReadStrip(element)],
            "Metaspace" => [ReadMetaspace(element)],
            _ => throw new TokenizerFormatException($"its decoder \"{type}\" is not supported"),
        };
    }

    private static Func<DecodeStage, DecodeStage> ReadReplace(JsonElement element)
    {
        JsonElement pattern = element.Required("pattern");
        string content = element.RequiredString("content");
        if (pattern.OptionalString("String") is string literal)
        {
            return literal.Length > 0
                ? next => new ReplaceStringStage(literal, content, next)
                : throw new TokenizerFormatException("a Replace decoder looks for an empty string");
        }

        CodePointRegex regex = new(pattern.RequiredString("Regex"));
        return next => new ReplaceRegexStage(regex, content, next);
    }

    private static Func<DecodeStage, DecodeStage> ReadStrip(JsonElement element)
    {
        char character = element.RequiredChar("content");
        int start = element.RequiredInt("start");
        int stop = element.RequiredInt("stop");
        return next => new StripStage(character, start, stop, next);
    }

    private static Func<DecodeStage, DecodeStage> ReadMetaspace(JsonElement element)
    {
        char replacement = element.RequiredChar("replacement");
        bool dropsFirst = PreTokenizerReader.ReadPrependScheme(element) != PrependScheme.Never;
        return next => new MetaspaceStage(replacement, dropsFirst, next);
    }
}
