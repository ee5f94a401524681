using System.Text;
using System.Text.Json;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Workspace.Tests.Tokenization;

/// <summary>Small tokenizers written out in the test that uses them, and the embedded one.</summary>
internal static class TestTokenizers
{
    public static Tokenizer Embedded { get; } = Tokenizer.Load(Path.Combine(AppContext.BaseDirectory, "Embedded", "minihf-tiny"));

    /// <summary>A tokenizer from JSON, given as C# values: <paramref name="components"/> names normalizer, pre_tokenizer and so on.</summary>
    public static Tokenizer Of(object model, object? components = null)
    {
        Dictionary<string, object?> file = new() { ["version"] = "1.0", ["model"] = model };
        foreach (JsonProperty component in JsonSerializer.SerializeToElement(components ?? new { }).EnumerateObject())
        {
            file[component.Name] = component.Value;
        }

        return Parse(JsonSerializer.Serialize(file));
    }

    public static Tokenizer Parse(string json) => Tokenizer.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    /// <summary>A model whose vocabulary is the given tokens in order, without merges, spelling all else as unknown (id 0).</summary>
    public static object Characters(params string[] tokens) => new
    {
        type = "BPE",
        unk_token = "?",
        vocab = tokens.Prepend("?").Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id),
        merges = Array.Empty<string>(),
    };

    /// <summary>The pieces a pre-tokenizer makes of a text, seen through a model that knows whole pieces only.</summary>
    public static string[] Pieces(object preTokenizer, string text, params string[] pieces)
    {
        Tokenizer tokenizer = Of(
            new
            {
                type = "BPE",
                unk_token = "?",
                fuse_unk = true,
                ignore_merges = true,
                vocab = pieces.Prepend("?").Distinct().Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id),
                merges = Array.Empty<string>(),
            },
            new { pre_tokenizer = preTokenizer });
        return [.. tokenizer.EncodeToIds(text).Select(id => tokenizer.TokenOf(id)!)];
    }
}
