namespace MiniHF.Engine.Models.Families;

/// <summary>StableLM (3B and 2): LLaMA's names, with mean-taking norms and heads that are turned in part.</summary>
internal static class StableLMFamily
{
    public static ModelConfig Read(JsonConfigFile file)
    {
        ConfigParts.Require(file, "qk_layernorm", value: false, otherwise: false);
        return LlamaFamily.ReadShape(file, "stablelm", contextLength: 4096, rotaryShare: 0.25) with
        {
            Norm = NormKind.Layer,
            NormEpsilon = file.Number("layer_norm_eps", 1e-5),
            Residual = file.Flag("use_parallel_residual", false) ? ResidualKind.Parallel : ResidualKind.Serial,
            HasAttentionBias = file.Flag("use_qkv_bias", false),
        };
    }
}
