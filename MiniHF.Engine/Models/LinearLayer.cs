namespace MiniHF.Engine.Models;

// N tokens of all sequences of a step, flattened

/// <summary>x Wᵀ + b, with W (outputs, inputs).</summary>
public sealed class LinearLayer
{
    /// <summary>From so many rows on, BFloat16 products are left to the library, whose matrix units are several times faster at them.</summary>
    private const int WideRows = 32;

    /// <param name="source">Where weight and bias come from.</param>
    /// <param name="name">The layer's name in the checkpoint.</param>
    /// <param name="isTransposed">Whether the checkpoint holds the weight as (inputs, outputs).</param>
    public LinearLayer(ParameterSource source, string name, int inputs, int outputs, bool hasBias, bool isTransposed = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        Weight = isTransposed
            ? source.GetTransposed($"{name}.weight", ParameterInitialization.Normal, outputs, inputs)
            : source.Get($"{name}.weight", ParameterInitialization.Normal, outputs, inputs);
        Bias = hasBias ? source.Get($"{name}.bias", ParameterInitialization.Zeros, outputs) : null;
    }

    /// <summary>A layer over a weight that another has too.</summary>
    public LinearLayer(Tensor weight, Tensor? bias = null)
    {
        Weight = weight;
        Bias = bias;
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
