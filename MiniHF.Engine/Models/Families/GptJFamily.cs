namespace MiniHF.Engine.Models.Families;

/// <summary>GPT-J (Wang and Komatsuzaki 2021).</summary>
internal static class GptJFamily
{
    public static WeightNames Names { get; } = new()
    {
        Prefix = "transformer.",
        Embedding = "transformer.wte",
        Block = "transformer.h.{0}",
        FinalNorm = "transformer.ln_f",
        AttentionNorm = "ln_1",
        Query = "attn.q_proj",
        Key = "attn.k_proj",
        Value = "attn.v_proj",
        AttentionOutput = "attn.out_proj",
        Up = "mlp.fc_in",
        Down = "mlp.fc_out",
    };

    public static ModelConfig Read(JsonConfigFile file)
    {
        int hidden = file.Integer("n_embd");
        int heads = file.Integer("n_head");
        int vocabulary = file.Integer("vocab_size");
        int headSize = ConfigParts.HeadSize(file, "n_embd", hidden, heads);
        int turned = file.Integer("rotary_dim", headSize);
        if (turned % 2 != 0 || turned > headSize)
        {
            throw file.Fault("rotary_dim", $"is {turned}, which must be even and no more than a head's {headSize}");
        }

        return new ModelConfig
        {
            ModelType = "gptj",
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("n_inner", 4 * hidden),
            LayerCount = file.Integer("n_layer"),
            HeadCount = heads,
            KeyValueHeadCount = heads,
            HeadSize = headSize,
            ContextLength = file.Integer("n_positions", 2048),
            Norm = NormKind.Layer,
            NormEpsilon = file.Number("layer_norm_epsilon", 1e-5),
            Rotary = new RotaryConfig(turned, IsInterleaved: true),
            Residual = ResidualKind.Parallel,
            Activation = ConfigParts.ReadActivation(file, "activation_function", "gelu_new"),
            IsFeedForwardGated = false,
            IsHeadTied = file.Flag("tie_word_embeddings", false),
            HasHeadBias = true,
            HasFeedForwardBias = true,
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = Names,
        };
    }
}
