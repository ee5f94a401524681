using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>What each family's configuration says of its layers.</summary>
public sealed class FamilyConfigTests : IDisposable
{
    private const string LlamaKeys =
        "\"hidden_size\": 64, \"intermediate_size\": 128, \"num_hidden_layers\": 2, \"num_attention_heads\": 4, \"vocab_size\": 256";

    private const string GptKeys = "\"n_embd\": 64, \"n_head\": 4, \"n_layer\": 2, \"vocab_size\": 256";

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-family-").FullName;

    private string ConfigFile => Path.Combine(_folder, "config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("tiny-llama", NormKind.RootMeanSquare, ResidualKind.Serial, ProjectionLayout.Separate, Activation.Silu, true, 8, 8)]
    [InlineData("tiny-mistral", NormKind.RootMeanSquare, ResidualKind.Serial, ProjectionLayout.Separate, Activation.Silu, true, 12, 12)]
    [InlineData("tiny-qwen2", NormKind.RootMeanSquare, ResidualKind.Serial, ProjectionLayout.Separate, Activation.Silu, true, 12, 12)]
    [InlineData("tiny-stablelm", NormKind.Layer, ResidualKind.Serial, ProjectionLayout.Separate, Activation.Silu, true, 12, 6)]
    [InlineData("tiny-gpt-neox", NormKind.Layer, ResidualKind.ParallelWithTwoNorms, ProjectionLayout.Groups, Activation.Gelu, false, 16, 4)]
    [InlineData("tiny-gptj", NormKind.Layer, ResidualKind.Parallel, ProjectionLayout.Separate, Activation.GeluTanh, false, 12, 8)]
    [InlineData("tiny-gpt2", NormKind.Layer, ResidualKind.Serial, ProjectionLayout.Blocks, Activation.GeluTanh, false, 12, 0)]
    [InlineData("tiny-falcon-7b", NormKind.Layer, ResidualKind.Parallel, ProjectionLayout.Groups, Activation.Gelu, false, 16, 16)]
    [InlineData("tiny-falcon-40b", NormKind.Layer, ResidualKind.ParallelWithTwoNorms, ProjectionLayout.Groups, Activation.Gelu, false, 8, 8)]
    public void Read_EveryFamily_ChoosesItsLayers(
        string name, NormKind norm, ResidualKind residual, ProjectionLayout layout, Activation activation, bool isGated, int headSize, int turned)
    {
        ModelConfig config = ModelConfigReader.Read(Path.Combine(TestModels.Tiny(name), "config.json"));

        Assert.Equal(
            (norm, residual, layout, activation, isGated, headSize, turned),
            (config.Norm, config.Residual, config.Projections, config.Activation, config.IsFeedForwardGated, config.HeadSize, config.Rotary?.Width ?? 0));
    }

    [Theory]
    [InlineData("", 4096)]
    [InlineData(", \"sliding_window\": null", 0)]
    [InlineData(", \"sliding_window\": 128", 128)]
    public void Read_Mistral_WindowIsWhatTheFileSays(string key, int window)
    {
        Assert.Equal(window, Read($"\"model_type\": \"mistral\", {LlamaKeys}{key}").WindowOf(0));
    }

    [Fact]
    public void Read_Qwen2WithWindow_HasItInItsUpperLayers()
    {
        ModelConfig config = Read($"\"model_type\": \"qwen2\", {LlamaKeys}, \"use_sliding_window\": true, \"sliding_window\": 32, \"max_window_layers\": 1");

        Assert.Equal((0, 32, true, false), (config.WindowOf(0), config.WindowOf(1), config.HasAttentionBias, config.HasAttentionOutputBias));
    }

    [Theory]
    [InlineData("\"rotary_pct\": 0.5, \"rotary_emb_base\": 500", 8, 500)]
    [InlineData("\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 700, \"partial_rotary_factor\": 0.75}", 12, 700)]
    [InlineData("\"bos_token_id\": 0", 4, 10000)]
    public void Read_GptNeoX_RotaryComesFromOlderAndNewerKeys(string key, int width, double theta)
    {
        Assert.Equal(new RotaryConfig(width, theta), Read($"\"model_type\": \"gpt_neox\", {LlamaKeys}, {key}").Rotary);
    }

    [Fact]
    public void Read_GptNeoXSerial_IsSerial()
    {
        Assert.Equal(ResidualKind.Serial, Read($"\"model_type\": \"gpt_neox\", {LlamaKeys}, \"use_parallel_residual\": false").Residual);
    }

    [Fact]
    public void Read_FalconWithOneNormForBothHalves_HasOne()
    {
        ModelConfig config = Read(
            $"\"model_type\": \"falcon\", {LlamaKeys}, \"new_decoder_architecture\": true, \"num_kv_heads\": 2, \"num_ln_in_parallel_attn\": 1");

        Assert.Equal((ResidualKind.Parallel, 2, "input_layernorm"), (config.Residual, config.KeyValueHeadCount, config.Names.AttentionNorm));
    }

    [Fact]
    public void Read_RopeScaling_IsReadWithItsNumbers()
    {
        Assert.Equal(
            new Llama3RopeScaling(8, 1, 4, 8192),
            Read($$"""
                "model_type": "llama", {{LlamaKeys}}, "rope_scaling":
                {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}
                """).Rotary?.Scaling);
        Assert.Equal(
            new YarnRopeScaling(4, 32768),
            Read($$"""
                "model_type": "qwen2", {{LlamaKeys}}, "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}
                """).Rotary?.Scaling);
    }

    [Theory]
    [InlineData("falcon", LlamaKeys, "\"alibi\": true", "alibi is true, which cannot be run.")]
    [InlineData("stablelm", LlamaKeys, "\"qk_layernorm\": true", "qk_layernorm is true, which cannot be run.")]
    [InlineData("gpt2", GptKeys, "\"scale_attn_weights\": false", "scale_attn_weights is false, which cannot be run.")]
    [InlineData("gptj", GptKeys, "\"rotary_dim\": 20", "rotary_dim is 20, which must be even and no more than a head's 16.")]
    [InlineData("gpt_neox", LlamaKeys, "\"rotary_pct\": 0.2", "rotary_pct is 0.2, which of a head of 16 leaves 3 numbers to turn; they must be pairs.")]
    public void Read_WhatCannotBeRun_IsRefusedByName(string family, string keys, string key, string message)
    {
        Assert.Equal(
            $"{ConfigFile}: {message}", Assert.Throws<UserFacingException>(() => Read($"\"model_type\": \"{family}\", {keys}, {key}")).Message);
    }

    private ModelConfig Read(string keys)
    {
        File.WriteAllText(ConfigFile, $"{{{keys}}}");
        return ModelConfigReader.Read(ConfigFile);
    }
}
