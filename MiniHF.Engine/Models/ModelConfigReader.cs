using System.Globalization;

namespace MiniHF.Engine.Models;

/// <summary>Reads a Hugging Face <c>config.json</c>. What it cannot honour it refuses by name: a model computed differently than meant is worse than none.</summary>
public static class ModelConfigReader
{
    /// <summary>Families that can be run, as <c>model_type</c> names them.</summary>
    public static IReadOnlyList<string> SupportedFamilies { get; } = ["llama"];

    /// <exception cref="UserFacingException">The file is missing or broken, or asks for a family or a feature that is not there; names file and key.</exception>
    public static ModelConfig Read(string path)
    {
        JsonConfigFile file = JsonConfigFile.Read(path);
        string family = file.Text("model_type");
        ModelConfig config = family switch
        {
            "llama" => ReadLlama(file, family),
            _ => throw file.Fault("model_type", $"is \"{family}\", a family that cannot be run yet; these can: {string.Join(", ", SupportedFamilies)}"),
        };
        return Checked(file, config);
    }

    private static ModelConfig ReadLlama(JsonConfigFile file, string family)
    {
        RequireText(file, "hidden_act", "silu");
        int hidden = file.Integer("hidden_size");
        int heads = file.Integer("num_attention_heads");
        int vocabulary = file.Integer("vocab_size");
        return new ModelConfig
        {
            ModelType = family,
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            FeedForwardSize = file.Integer("intermediate_size"),
            LayerCount = file.Integer("num_hidden_layers"),
            HeadCount = heads,
            KeyValueHeadCount = file.Integer("num_key_value_heads", heads),
            HeadSize = file.Integer("head_dim", HeadSize(file, hidden, heads)),
            ContextLength = file.Integer("max_position_embeddings", 2048),
            NormEpsilon = file.Number("rms_norm_eps", 1e-6),
            RopeTheta = ReadRopeTheta(file),
            IsHeadTied = file.Flag("tie_word_embeddings", false),
            HasAttentionBias = file.Flag("attention_bias", false),
            HasFeedForwardBias = file.Flag("mlp_bias", false),
            EndOfText = file.TokenIds("eos_token_id", vocabulary),
            InitializerRange = file.Number("initializer_range", 0.02),
            Names = WeightNames.Llama,
        };
    }

    private static int? HeadSize(JsonConfigFile file, int hidden, int heads)
    {
        if (file.Has("head_dim") || hidden % heads == 0)
        {
            return hidden / heads;
        }

        throw file.Fault("hidden_size", string.Create(CultureInfo.InvariantCulture, $"is {hidden}, which {heads} heads cannot share evenly"));
    }

    /// <summary>Older files keep the base beside the rest, newer ones in <c>rope_parameters</c>; neither may ask for scaling.</summary>
    private static double ReadRopeTheta(JsonConfigFile file)
    {
        foreach (string section in (string[])["rope_scaling", "rope_parameters"])
        {
            if (file.Section(section) is { } rope)
            {
                string key = rope.Has("type") ? "type" : "rope_type";
                RequireText(rope, key, "default");
            }
        }

        return file.Section("rope_parameters")?.Number("rope_theta", 10000) ?? file.Number("rope_theta", 10000);
    }

    private static void RequireText(JsonConfigFile file, string key, string supported)
    {
        string found = file.Text(key, supported);
        if (found != supported)
        {
            throw file.Fault(key, $"is \"{found}\"; only \"{supported}\" can be run yet");
        }
    }

    private static ModelConfig Checked(JsonConfigFile file, ModelConfig config)
    {
        if (config.HeadCount % config.KeyValueHeadCount != 0)
        {
            throw file.Fault("num_key_value_heads", string.Create(
                CultureInfo.InvariantCulture, $"is {config.KeyValueHeadCount}, which does not divide the {config.HeadCount} query heads"));
        }

        return config.HeadSize % 2 == 0
            ? config
            : throw file.Fault("head_dim", string.Create(CultureInfo.InvariantCulture, $"is {config.HeadSize}; a rotary embedding turns pairs, so it must be even"));
    }
}
