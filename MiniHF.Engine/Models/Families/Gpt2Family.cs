namespace MiniHF.Engine.Models.Families;

/// <summary>GPT-2 (Radford et al. 2019).</summary>
internal static class Gpt2Family
{
    public static WeightNames Names { get; } = new()
    {
        Prefix = "transformer.",
        Embedding = "transformer.wte",
        Positions = "transformer.wpe",
        Block = "transformer.h.{0}",
        FinalNorm = "transformer.ln_f",
        AttentionNorm = "ln_1",
        QueryKeyValue = "attn.c_attn",
        AttentionOutput = "attn.c_proj",
        FeedForwardNorm = "ln_2",
        Up = "mlp.c_fc",
        Down = "mlp.c_proj",
    };

    public static ModelConfig Read(JsonConfigFile file)
    {
        ConfigParts.Require(file, "scale_attn_weights", value: true, otherwise: true);
        ConfigParts.Require(file, "scale_attn_by_inverse_layer_idx", value: false, otherwise: false);
        ConfigParts.Require(file, "add_cross_attention", value: false, otherwise: false);
        int hidden = file.Integer("n_embd");
        int heads = file.Integer("n_head");
        int vocabulary = file.Integer("vocab_size");
        return new ModelConfig
        {
            ModelType = "gpt2",
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("n_inner", 4 * hidden),
            LayerCount = file.Integer("n_layer"),
            HeadCount = heads,
            KeyValueHeadCount = heads,
            HeadSize = ConfigParts.HeadSize(file, "n_embd", hidden, heads),
            ContextLength = file.Integer("n_positions", 1024),
            Norm = NormKind.Layer,
            NormEpsilon = file.Number("layer_norm_epsilon", 1e-5),
            Rotary = null,
            Projections = ProjectionLayout.Blocks,
            Activation = ConfigParts.ReadActivation(file, "activation_function", "gelu_new"),
            IsFeedForwardGated = false,
            IsHeadTied = file.Flag("tie_word_embeddings", true),
            HasAttentionBias = true,
            HasAttentionOutputBias = true,
            HasFeedForwardBias = true,
            AreBlocksTransposed = true,
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = Names,
        };
    }
}
