namespace MiniHF.Engine.Models;

/// <summary>Makes a model of a directory.</summary>
public static class ModelLoader
{
    /// <summary>From here on a processor has too little memory bandwidth and time for Float32 activations to be worth it.</summary>
    private const long LargeModel = 1_500_000_000;

    /// <summary>
    /// Maps the weights and builds the layers over them. Nothing is copied that can be computed with as it lies; what is quantized is read
    /// once and let go of.
    /// </summary>
    /// <exception cref="UserFacingException">A weight is missing or of another shape, or a file cannot be read; names the file and the reason.</exception>
    public static CausalLM Load(ModelDirectory directory, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using CheckpointParameters weights = new(directory, ComputeType(directory, options), options.WeightQuantization);
        return new CausalLM(directory.Config, weights, ComputeType(directory, options));
    }

    private static ScalarType ComputeType(ModelDirectory directory, EngineOptions options) => options.Precision switch
    {
        "float32" => float32,
        "bfloat16" => bfloat16,
        _ => options.Deterministic || !IsLarge(directory) ? float32 : bfloat16,
    };

    /// <summary>Two bytes a weight is the least a checkpoint takes, so the files' length bounds the number from above.</summary>
    private static bool IsLarge(ModelDirectory directory) => directory.WeightFiles.Sum(file => new FileInfo(file).Length) / 2 > LargeModel;
}
