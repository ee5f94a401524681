namespace MiniHF.Engine.Models.Families;

/// <summary>Falcon (Almazrouei et al. 2023): 7B with one key and value head for all, 40B with some, 11B with one norm for both halves.</summary>
internal static class FalconFamily
{
    private static readonly WeightNames s_oneNorm = new()
    {
        Prefix = "transformer.",
        Embedding = "transformer.word_embeddings",
        Block = "transformer.h.{0}",
        FinalNorm = "transformer.ln_f",
        AttentionNorm = "input_layernorm",
        QueryKeyValue = "self_attention.query_key_value",
        AttentionOutput = "self_attention.dense",
        FeedForwardNorm = "post_attention_layernorm",
        Up = "mlp.dense_h_to_4h",
        Down = "mlp.dense_4h_to_h",
    };

    private static readonly WeightNames s_twoNorms = s_oneNorm with { AttentionNorm = "ln_attn", FeedForwardNorm = "ln_mlp" };

    public static ModelConfig Read(JsonConfigFile file)
    {
        // Positions as a slope on the scores instead of a turn.
        ConfigParts.Require(file, "alibi", value: false, otherwise: false);
        int hidden = file.Integer("hidden_size");
        int heads = file.Integer("num_attention_heads");
        int vocabulary = file.Integer("vocab_size");
        int headSize = ConfigParts.HeadSize(file, "hidden_size", hidden, heads);
        bool hasBias = file.Flag("bias", false);
        ResidualKind residual = Residual(file);
        return new ModelConfig
        {
            ModelType = "falcon",
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("ffn_hidden_size", 4 * hidden),
            LayerCount = file.Integer("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = KeyValueHeads(file, heads),
            HeadSize = headSize,
            ContextLength = file.Integer("max_position_embeddings", 2048),
            Norm = NormKind.Layer,
            NormEpsilon = file.Number("layer_norm_epsilon", 1e-5),
            Rotary = RotaryConfigReader.Read(file, headSize),
            Residual = residual,
            Projections = ProjectionLayout.Groups,
            Activation = ConfigParts.ReadActivation(file, "activation", "gelu"),
            IsFeedForwardGated = false,
            IsHeadTied = file.Flag("tie_word_embeddings", true),
            HasAttentionBias = hasBias,
            HasAttentionOutputBias = hasBias,
            HasFeedForwardBias = hasBias,
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = residual == ResidualKind.ParallelWithTwoNorms ? s_twoNorms : s_oneNorm,
        };
    }

    private static int KeyValueHeads(JsonConfigFile file, int heads) =>
        file.Flag("new_decoder_architecture", false) ? file.Integer("num_kv_heads", heads)
        : file.Flag("multi_query", true) ? 1
        : heads;

    private static ResidualKind Residual(JsonConfigFile file)
    {
        if (!file.Flag("new_decoder_architecture", false))
        {
            return file.Flag("parallel_attn", true) ? ResidualKind.Parallel : ResidualKind.Serial;
        }

        ConfigParts.Require(file, "parallel_attn", value: true, otherwise: true);
        return file.Integer("num_ln_in_parallel_attn", 2) == 2 ? ResidualKind.ParallelWithTwoNorms : ResidualKind.Parallel;
    }
}
