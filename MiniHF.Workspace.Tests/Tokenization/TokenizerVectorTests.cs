using System.Text.Json;
using MiniHF.Engine.Tokenization;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Tokenization;

/// <summary>The ids and texts that Hugging Face's tokenizers give for 55 hard strings, for five tokenizers.</summary>
public sealed class TokenizerVectorTests
{
    [SharedTheory]
    [InlineData("gpt2", "tokenizers/gpt2")]
    [InlineData("gpt-neox-20b", "tokenizers/gpt-neox-20b")]
    [InlineData("llama2", "tokenizers/llama2")]
    [InlineData("falcon", "tokenizers/falcon")]
    [InlineData("stories260K", "models/stories260K")]
    public void EncodeAndDecode_ReferenceVectors_AreExact(string name, string directory)
    {
        Tokenizer tokenizer = Tokenizer.Load(SharedFiles.PathTo(directory));
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(SharedFiles.PathTo("golden/tokenizer_vectors.json")));
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement vector in golden.RootElement.GetProperty(name).EnumerateArray())
        {
            count++;
            string text = vector.GetProperty("text").GetString()!;
            int[] expected = [.. vector.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            int[] actual = tokenizer.EncodeToIds(text, allowSpecial: true);
            string decoded = tokenizer.Decode(expected);
            if (!expected.SequenceEqual(actual) || decoded != vector.GetProperty("decoded").GetString())
            {
                wrong.Add($"{JsonSerializer.Serialize(text)}: [{string.Join(",", actual)}] instead of [{string.Join(",", expected)}], decoded {JsonSerializer.Serialize(decoded)}");
            }
        }

        Assert.Equal(55, count);
        Assert.Empty(wrong);
    }
}
