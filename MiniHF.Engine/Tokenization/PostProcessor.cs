using System.Text.Json;

namespace MiniHF.Engine.Tokenization;

/// <summary>The ids a tokenizer puts around a text when special tokens are asked for.</summary>
internal sealed record PostProcessor(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    private static readonly PostProcessor s_nothing = new([], []);

    public static PostProcessor Read(JsonElement? postProcessor)
    {
        if (postProcessor is not JsonElement element)
        {
            return s_nothing;
        }

        string type = element.RequiredString("type");
        return type switch
        {
            // Offsets only.
            "ByteLevel" => s_nothing,
            "TemplateProcessing" => ReadTemplate(element),
            "BertProcessing" or "RobertaProcessing" => new PostProcessor([ReadPairId(element, "cls")], [ReadPairId(element, "sep")]),
            "Sequence" => element.Items("processors").Select(inner => Read(inner)).Aggregate(s_nothing, (inner, outer) => new PostProcessor([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After])),
            _ => throw new TokenizerFormatException($"its post-processor \"{type}\" is not supported"),
        };
    }

    private static PostProcessor ReadTemplate(JsonElement element)
    {
        List<int> before = [];
        List<int> after = [];
        List<int> current = before;
        foreach (JsonElement piece in element.Items("single"))
        {
            if (piece.Optional("Sequence") is not null)
            {
                current = after;
                continue;
            }

            string name = piece.Required("SpecialToken").RequiredString("id");
            JsonElement token = element.Required("special_tokens").Required(name);
            current.AddRange(token.Items("ids").Select(id => id.AsInt("ids")));
        }

        return new PostProcessor(before, after);
    }

    /// <summary>A token written <c>["&lt;s&gt;", 0]</c>.</summary>
    private static int ReadPairId(JsonElement element, string name)
    {
        JsonElement pair = element.Required(name);
        return pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? pair[1].AsInt(name)
            : throw new TokenizerFormatException($"\"{name}\" is not a token and its id");
    }
}
