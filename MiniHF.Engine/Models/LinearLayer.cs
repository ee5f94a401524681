namespace MiniHF.Engine.Models;

// N tokens of all sequences of a step, flattened

/// <summary>x Wᵀ + b, with W (outputs, inputs).</summary>
public sealed class LinearLayer
{
    /// <summary>From so many rows on, BFloat16 products are left to the library, whose matrix units are several times faster at them.</summary>
    private const int WideRows = 32;

    public LinearLayer(ParameterSource source, string name, int inputs, int outputs, bool hasBias)
    {
        ArgumentNullException.ThrowIfNull(source);
        Weight = source.Get($"{name}.weight", ParameterInitialization.Normal, outputs, inputs);
        Bias = hasBias ? source.Get($"{name}.bias", ParameterInitialization.Zeros, outputs) : null;
    }

    /// <summary>A layer that shares another's weight.</summary>
    public LinearLayer(Tensor weight)
    {
        Weight = weight;
    }

    public Tensor Weight { get; }

    public Tensor? Bias { get; }

    /// <summary>
    /// (N, inputs) to (N, outputs). In Float32 and where no gradient is recorded, a row of the result is the same to the bit
    /// whatever other rows are beside it, and the weight may be of a narrower type than the activations.
    /// </summary>
    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        bool isInvariant = !is_grad_enabled() && (x.dtype == float32 || x.size(0) < WideRows);
        return isInvariant
            ? nn.functional.linear_rows(x, Weight, Bias)
            : nn.functional.linear(x, Weight.to(x.dtype), Bias?.to(x.dtype));
    }
}
