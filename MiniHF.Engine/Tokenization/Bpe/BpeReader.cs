using System.Text.Json;

namespace MiniHF.Engine.Tokenization.Bpe;

/// <summary>Reads the <c>model</c> of a <c>tokenizer.json</c>.</summary>
internal static class BpeReader
{
    /// <summary>The vocabulary, from token to id.</summary>
    public static Dictionary<string, int> ReadVocabulary(JsonElement model)
    {
        string type = model.OptionalString("type") ?? (model.Optional("merges") is null ? "unnamed" : "BPE");
        if (type != "BPE")
        {
            throw new TokenizerFormatException($"its model is \"{type}\"; only \"BPE\" is supported");
        }

        foreach (string affix in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (model.OptionalString(affix) is { Length: > 0 } value)
            {
                throw new TokenizerFormatException($"\"{affix}\" is \"{value}\"; only an empty one is supported");
            }
        }

        JsonElement entries = model.Required("vocab");
        if (entries.ValueKind != JsonValueKind.Object)
        {
            throw new TokenizerFormatException("\"vocab\" is not an object");
        }

        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in entries.EnumerateObject())
        {
            vocabulary[entry.Name] = entry.Value.AsInt(entry.Name);
        }

        return vocabulary;
    }

    /// <summary>The model. Merges are written <c>"a b"</c> or, since version 0.20 of the Hugging Face library, <c>["a", "b"]</c>.</summary>
    public static BpeModel ReadModel(JsonElement model, Dictionary<string, int> vocabulary, IReadOnlySet<int> specialIds)
    {
        List<Merge> merges = [];
        foreach (JsonElement element in model.Items("merges"))
        {
            merges.Add(ReadMerge(element, vocabulary));
        }

        BpeOptions options = new(
            model.OptionalString("unk_token"),
            model.Flag("fuse_unk"),
            model.Flag("byte_fallback"),
            model.Flag("ignore_merges"),
            specialIds);
        return new BpeModel(vocabulary, merges, options);
    }

    private static Merge ReadMerge(JsonElement element, Dictionary<string, int> vocabulary)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2)
        {
            string left = element[0].AsString("merges");
            string right = element[1].AsString("merges");
            return Find(left, right, vocabulary) ?? throw Unknown($"[\"{left}\", \"{right}\"]");
        }

        // Tokens may hold spaces themselves (LLaMA-2 merges "  " from two): the space that parts two tokens is the one meant.
        string text = element.AsString("merges");
        for (int space = text.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (Find(text[..space], text[(space + 1)..], vocabulary) is Merge merge)
            {
                return merge;
            }
        }

        throw Unknown($"\"{text}\"");
    }

    private static Merge? Find(string left, string right, Dictionary<string, int> vocabulary) =>
        vocabulary.TryGetValue(left, out int leftId) && vocabulary.TryGetValue(right, out int rightId) && vocabulary.TryGetValue(left + right, out int result)
            ? new Merge(leftId, rightId, result)
            : null;

    private static TokenizerFormatException Unknown(string merge) => new($"the merge {merge} is not two tokens of the vocabulary that make a third");
}
