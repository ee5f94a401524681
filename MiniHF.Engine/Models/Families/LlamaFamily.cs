namespace MiniHF.Engine.Models.Families;

/// <summary>LLaMA (Touvron et al. 2023) and OpenLLaMA.</summary>
internal static class LlamaFamily
{
    public static WeightNames Names { get; } = new()
    {
        Prefix = "model.",
        Embedding = "model.embed_tokens",
        Block = "model.layers.{0}",
        FinalNorm = "model.norm",
        AttentionNorm = "input_layernorm",
        Query = "self_attn.q_proj",
        Key = "self_attn.k_proj",
        Value = "self_attn.v_proj",
        AttentionOutput = "self_attn.o_proj",
        FeedForwardNorm = "post_attention_layernorm",
        Gate = "mlp.gate_proj",
        Up = "mlp.up_proj",
        Down = "mlp.down_proj",
    };

    public static ModelConfig Read(JsonConfigFile file)
    {
        bool hasAttentionBias = file.Flag("attention_bias", false);
        return ReadShape(file, "llama", contextLength: 2048) with
        {
            NormEpsilon = file.Number("rms_norm_eps", 1e-6),
            HasAttentionBias = hasAttentionBias,
            HasAttentionOutputBias = hasAttentionBias,
            HasFeedForwardBias = file.Flag("mlp_bias", false),
        };
    }

    /// <summary>What the families with LLaMA's keys share.</summary>
    /// <param name="contextLength">Where the file does not say.</param>
    /// <param name="rotaryShare">The share of a head that is turned, where the file does not say.</param>
    public static ModelConfig ReadShape(JsonConfigFile file, string family, int contextLength, double rotaryShare = 1)
    {
        int hidden = file.Integer("hidden_size");
        int heads = file.Integer("num_attention_heads");
        int vocabulary = file.Integer("vocab_size");
        int headSize = file.Has("head_dim") ? file.Integer("head_dim") : ConfigParts.HeadSize(file, "hidden_size", hidden, heads);
        return new ModelConfig
        {
            ModelType = family,
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("intermediate_size"),
            LayerCount = file.Integer("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = file.Integer("num_key_value_heads", heads),
            HeadSize = headSize,
            ContextLength = file.Integer("max_position_embeddings", contextLength),
            Rotary = RotaryConfigReader.Read(file, headSize, share: rotaryShare),
            Activation = ConfigParts.ReadActivation(file, "hidden_act", "silu"),
            IsHeadTied = file.Flag("tie_word_embeddings", false),
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = Names,
        };
    }
}
