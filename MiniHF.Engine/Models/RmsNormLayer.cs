namespace MiniHF.Engine.Models;

/// <summary>x / rms(x) · weight, over the last dimension (Zhang and Sennrich 2019). The mean square is taken in float32.</summary>
public sealed class RmsNormLayer
{
    private readonly double _epsilon;

    public RmsNormLayer(ParameterSource source, string name, int width, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(source);
        Weight = source.Get($"{name}.weight", ParameterInitialization.Ones, width);
        _epsilon = epsilon;
    }

    public Tensor Weight { get; }

    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return nn.functional.rms_norm(x, Weight.to(x.dtype), _epsilon);
    }
}
