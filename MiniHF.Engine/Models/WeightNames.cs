using System.Globalization;

namespace MiniHF.Engine.Models;

/// <summary>
/// What a family calls its weights in a checkpoint. <c>.weight</c> and <c>.bias</c> are added to the names of layers;
/// names inside a block follow the block's own name and a dot.
/// </summary>
public sealed record WeightNames(
    string Embedding,
    string Block,
    string FinalNorm,
    string Head,
    string AttentionNorm,
    string Query,
    string Key,
    string Value,
    string AttentionOutput,
    string FeedForwardNorm,
    string Gate,
    string Up,
    string Down)
{
    /// <summary>LLaMA, and the families that kept its names.</summary>
    public static WeightNames Llama { get; } = new(
        Embedding: "model.embed_tokens",
        Block: "model.layers.{0}",
        FinalNorm: "model.norm",
        Head: "lm_head",
        AttentionNorm: "input_layernorm",
        Query: "self_attn.q_proj",
        Key: "self_attn.k_proj",
        Value: "self_attn.v_proj",
        AttentionOutput: "self_attn.o_proj",
        FeedForwardNorm: "post_attention_layernorm",
        Gate: "mlp.gate_proj",
        Up: "mlp.up_proj",
        Down: "mlp.down_proj");

    /// <summary>The full name of a layer in a block.</summary>
    public string InBlock(int block, string layer) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Format(CultureInfo.InvariantCulture, Block, block)}.{layer}");
}
