using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

public sealed class ModelConfigReaderTests : IDisposable
{
    private const string Good = """
        "model_type": "llama", "hidden_size": 48, "intermediate_size": 112, "num_hidden_layers": 3, "num_attention_heads": 6, "vocab_size": 320
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-config-").FullName;

    private string ConfigFile => Path.Combine(_folder, "config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_TinyLlama_HasEveryNumber()
    {
        ModelConfig config = ModelConfigReader.Read(Path.Combine(TestModels.TinyLlama, "config.json"));

        Assert.Equivalent(
            new ModelConfig
            {
                ModelType = "llama",
                VocabularySize = 320,
                HiddenSize = 48,
                FeedForwardSize = 112,
                LayerCount = 3,
                HeadCount = 6,
                KeyValueHeadCount = 2,
                HeadSize = 8,
                ContextLength = 256,
                NormEpsilon = 1e-6,
                Rotary = new RotaryConfig(8),
                EndOfText = [2],
            },
            config);
    }

    [Fact]
    public void Read_KeysLeftOut_TakeTheFamilysDefaults()
    {
        ModelConfig config = Read(Good);

        Assert.Equal((6, 8, 2048, (double?)10000, false), (config.KeyValueHeadCount, config.HeadSize, config.ContextLength, config.Rotary?.Theta, config.IsHeadTied));
    }

    [Fact]
    public void Read_UnknownFamily_IsNamed()
    {
        Assert.Equal(
            $"{ConfigFile}: model_type is \"bert\", a family that cannot be run; these can: llama, mistral, qwen2, stablelm, gpt_neox, gptj, gpt2, falcon.",
            Assert.Throws<UserFacingException>(() => Read("\"model_type\": \"bert\"")).Message);
    }

    [Theory]
    [InlineData("\"hidden_act\": \"mish\"", "hidden_act is \"mish\"; these can be run: silu, swish, gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, relu.")]
    [InlineData("\"num_key_value_heads\": 4", "num_key_value_heads is 4, which does not divide the 6 query heads.")]
    [InlineData("\"head_dim\": 7", "head_dim is 7; a rotary embedding turns pairs, so it must be even.")]
    [InlineData("\"num_key_value_heads\": \"six\"", "num_key_value_heads is \"six\"; it must be a whole number above 0.")]
    [InlineData("\"rms_norm_eps\": -1", "rms_norm_eps is -1; it must be a number above 0.")]
    [InlineData("\"tie_word_embeddings\": 1", "tie_word_embeddings is 1; it must be true or false.")]
    [InlineData("\"eos_token_id\": [2, 320]", "eos_token_id is [2, 320]; token ids run from 0 to 319.")]
    [InlineData("\"rope_scaling\": {\"rope_type\": \"longrope\"}", "rope_scaling.rope_type is \"longrope\"; these can be run: default, linear, llama3, yarn.")]
    [InlineData("\"rope_scaling\": {\"type\": \"linear\"}", "rope_scaling.factor is missing.")]
    public void Read_FaultyKey_IsNamedWithItsFile(string json, string message)
    {
        Assert.Equal($"{ConfigFile}: {message}", Assert.Throws<UserFacingException>(() => Read($"{Good}, {json}")).Message);
    }

    [Fact]
    public void Read_MissingKey_IsNamed()
    {
        Assert.Equal(
            $"{ConfigFile}: num_attention_heads is missing.",
            Assert.Throws<UserFacingException>(() => Read("\"model_type\": \"llama\", \"hidden_size\": 48")).Message);
    }

    [Fact]
    public void Read_BrokenJson_NamesTheFileAndLine()
    {
        Assert.Equal(
            $"{ConfigFile} is not valid JSON (line 1): fetch the model's files again.",
            Assert.Throws<UserFacingException>(() => Read("\"model_type\": ")).Message);
    }

    private ModelConfig Read(string keys)
    {
        File.WriteAllText(ConfigFile, $"{{{keys}}}");
        return ModelConfigReader.Read(ConfigFile);
    }
}
