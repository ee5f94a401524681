using System.Globalization;
using MiniHF.Engine.Models.Families;

namespace MiniHF.Engine.Models;

/// <summary>Reads a Hugging Face <c>config.json</c>. What it cannot honour it refuses by name: a model computed differently than meant is worse than none.</summary>
public static class ModelConfigReader
{
    private static readonly (string ModelType, Func<JsonConfigFile, ModelConfig> Read)[] s_families =
    [
        ("llama", LlamaFamily.Read),
        ("mistral", MistralFamily.Read),
        ("qwen2", Qwen2Family.Read),
        ("stablelm", StableLMFamily.Read),
        ("gpt_neox", GptNeoXFamily.Read),
        ("gptj", GptJFamily.Read),
        ("gpt2", Gpt2Family.Read),
        ("falcon", FalconFamily.Read),
    ];

    /// <summary>Families that can be run, as <c>model_type</c> names them.</summary>
    public static IReadOnlyList<string> SupportedFamilies { get; } = [.. s_families.Select(family => family.ModelType)];

    /// <exception cref="UserFacingException">The file is missing or broken, or asks for a family or a feature that is not there; names file and key.</exception>
    public static ModelConfig Read(string path)
    {
        JsonConfigFile file = JsonConfigFile.Read(path);
        string family = file.Text("model_type");
        Func<JsonConfigFile, ModelConfig> read = s_families.FirstOrDefault(known => known.ModelType == family).Read
            ?? throw file.Fault("model_type", $"is \"{family}\", a family that cannot be run; these can: {string.Join(", ", SupportedFamilies)}");
        ModelConfig config = read(file);
        return config.HeadCount % config.KeyValueHeadCount == 0
            ? config
            : throw file.Fault(file.Has("num_kv_heads") ? "num_kv_heads" : "num_key_value_heads", string.Create(
                CultureInfo.InvariantCulture, $"is {config.KeyValueHeadCount}, which does not divide the {config.HeadCount} query heads"));
    }
}
