namespace MiniHF.Engine.Models.Families;

/// <summary>GPT-NeoX-20B (Black et al. 2022), Pythia, and the first StableLMs.</summary>
internal static class GptNeoXFamily
{
    public static WeightNames Names { get; } = new()
    {
        Prefix = "gpt_neox.",
        Embedding = "gpt_neox.embed_in",
        Block = "gpt_neox.layers.{0}",
        FinalNorm = "gpt_neox.final_layer_norm",
        Head = "embed_out",
        AttentionNorm = "input_layernorm",
        QueryKeyValue = "attention.query_key_value",
        AttentionOutput = "attention.dense",
        FeedForwardNorm = "post_attention_layernorm",
        Up = "mlp.dense_h_to_4h",
        Down = "mlp.dense_4h_to_h",
    };

    public static ModelConfig Read(JsonConfigFile file)
    {
        int hidden = file.Integer("hidden_size");
        int heads = file.Integer("num_attention_heads");
        int vocabulary = file.Integer("vocab_size");
        int headSize = ConfigParts.HeadSize(file, "hidden_size", hidden, heads);
        bool hasAttentionBias = file.Flag("attention_bias", true);
        return new ModelConfig
        {
            ModelType = "gpt_neox",
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("intermediate_size"),
            LayerCount = file.Integer("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = heads,
            HeadSize = headSize,
            ContextLength = file.Integer("max_position_embeddings", 2048),
            Norm = NormKind.Layer,
            NormEpsilon = file.Number("layer_norm_eps", 1e-5),
            Rotary = RotaryConfigReader.Read(file, headSize, "rotary_emb_base", "rotary_pct", share: 0.25),
            Residual = file.Flag("use_parallel_residual", true) ? ResidualKind.ParallelWithTwoNorms : ResidualKind.Serial,
            Projections = ProjectionLayout.Groups,
            Activation = ConfigParts.ReadActivation(file, "hidden_act", "gelu"),
            IsFeedForwardGated = false,
            IsHeadTied = file.Flag("tie_word_embeddings", false),
            HasAttentionBias = hasAttentionBias,
            HasAttentionOutputBias = hasAttentionBias,
            HasFeedForwardBias = true,
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = Names,
        };
    }
}
