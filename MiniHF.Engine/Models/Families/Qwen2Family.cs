namespace MiniHF.Engine.Models.Families;

/// <summary>Qwen2: LLaMA with biases on queries, keys and values, and a window of attention in its upper layers where asked for.</summary>
internal static class Qwen2Family
{
    public static ModelConfig Read(JsonConfigFile file) => LlamaFamily.ReadShape(file, "qwen2", contextLength: 32_768) with
    {
        NormEpsilon = file.Number("rms_norm_eps", 1e-6),
        HasAttentionBias = true,
        AttentionWindow = file.Flag("use_sliding_window", false) && !file.IsNull("sliding_window") ? file.Integer("sliding_window", 4096) : 0,
        FirstWindowedLayer = file.Count("max_window_layers", 28),
    };
}
