namespace MiniHF.Engine.Models;

/// <summary>Makes a model of a directory.</summary>
public static class ModelLoader
{
    /// <summary>From here on a processor has too little memory bandwidth and time for Float32 activations to be worth it.</summary>
    private const long LargeModel = 1_500_000_000;

    /// <summary>
    /// Maps the weights and builds the layers over them. Nothing is copied that can be computed with as it lies; what is quantized is read
    /// once and let go of. For another device each weight goes there straight from the file, one after the other.
    /// </summary>
    /// <exception cref="UserFacingException">A weight is missing or of another shape, or a file cannot be read; names the file and the reason.</exception>
    public static CausalLM Load(ModelDirectory directory, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Device device = ModelDevice.Resolve(options.Device);
        ExecutionPath path = options.Execution ?? (device.type == DeviceType.CPU ? ExecutionPath.HostKernels : ExecutionPath.TensorOperations);
        ScalarType type = ComputeType(directory, options, device);
        using CheckpointParameters weights = new(directory, type, options.WeightQuantization, device, converts: path == ExecutionPath.TensorOperations);
        return new CausalLM(directory.Config, weights, type, path);
    }

    private static ScalarType ComputeType(ModelDirectory directory, EngineOptions options, Device device) => options.Precision switch
    {
        "float32" => float32,
        "bfloat16" => bfloat16,
        _ => device.type == DeviceType.CPU && (options.Deterministic || !IsLarge(directory)) ? float32 : bfloat16,
    };

    /// <summary>Two bytes a weight is the least a checkpoint takes, so the files' length bounds the number from above.</summary>
    private static bool IsLarge(ModelDirectory directory) => directory.WeightFiles.Sum(file => new FileInfo(file).Length) / 2 > LargeModel;
}
