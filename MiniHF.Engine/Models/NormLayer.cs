namespace MiniHF.Engine.Models;

/// <summary>Brings every token's numbers to unit size, then weights them, over the last dimension. The moments are taken in Float32.</summary>
public sealed class NormLayer
{
    private readonly double _epsilon;

    /// <param name="source">Where the weight, and the bias of a <see cref="NormKind.Layer"/> norm, come from.</param>
    /// <param name="name">The layer's name in the checkpoint.</param>
    public NormLayer(ParameterSource source, ModelConfig config, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(config);
        _epsilon = config.NormEpsilon;
        Weight = source.Get($"{name}.weight", ParameterInitialization.Ones, config.HiddenSize);
        Bias = config.Norm == NormKind.Layer ? source.Get($"{name}.bias", ParameterInitialization.Zeros, config.HiddenSize) : null;
    }

    public Tensor Weight { get; }

    /// <summary>Null for a <see cref="NormKind.RootMeanSquare"/> norm.</summary>
    public Tensor? Bias { get; }

    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Bias is null
            ? nn.functional.rms_norm(x, Weight.to(x.dtype), _epsilon)
            : nn.functional.layer_norm(x, [x.size(-1)], Weight.to(x.dtype), Bias.to(x.dtype), _epsilon);
    }
}
