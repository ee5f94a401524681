namespace MiniHF.Engine.Models.Families;

/// <summary>Mistral (Jiang et al. 2023): LLaMA with a sliding window of attention.</summary>
internal static class MistralFamily
{
    public static ModelConfig Read(JsonConfigFile file) => LlamaFamily.ReadShape(file, "mistral", contextLength: 131_072) with
    {
        NormEpsilon = file.Number("rms_norm_eps", 1e-6),
        // Files that say null mean no window; those that say nothing mean the first model's.
        AttentionWindow = file.IsNull("sliding_window") ? 0 : file.Integer("sliding_window", 4096),
    };
}
