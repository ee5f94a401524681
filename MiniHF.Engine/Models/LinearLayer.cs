using MiniHF.Engine.Adapters;

namespace MiniHF.Engine.Models;

// N tokens of all sequences of a step, flattened

/// <summary>x Wᵀ + b, with W (outputs, inputs), and for the rows of an adapter what it adds.</summary>
public sealed class LinearLayer
{
    /// <param name="source">Where weight and bias come from.</param>
    /// <param name="name">The layer's name in the checkpoint.</param>
    /// <param name="isTransposed">Whether the checkpoint holds the weight as (inputs, outputs).</param>
    public LinearLayer(ParameterSource source, string name, int inputs, int outputs, bool hasBias, bool isTransposed = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        Name = name;
        IsTransposed = isTransposed;
        Weight = source.GetMatrix($"{name}.weight", MatrixRole.Layer, outputs, inputs, isTransposed);
        Bias = hasBias ? source.Get($"{name}.bias", ParameterInitialization.Zeros, outputs) : null;
    }

    /// <summary>A layer over a weight that was made before.</summary>
    public LinearLayer(string name, WeightMatrix weight, Tensor? bias = null)
    {
        Name = name;
        Weight = weight;
        Bias = bias;
    }

    /// <summary>The layer's name in the checkpoint.</summary>
    public string Name { get; }

    /// <summary>Whether the checkpoint holds the weight as (inputs, outputs).</summary>
    public bool IsTransposed { get; }

    public long Inputs => Weight.Columns;

    public long Outputs => Weight.Rows;

    /// <summary>Plain, or quantized.</summary>
    public WeightMatrix Weight { get; private set; }

    public Tensor? Bias { get; }

    /// <summary>
    /// (N, inputs) to (N, outputs). In Float32 and where no gradient is recorded, a row of the result is the same to the bit
    /// whatever other rows are beside it, and the weight may be of a narrower type than the activations.
    /// </summary>
    /// <param name="adapters">Which rows an adapter changes the layer for; null for none.</param>
    public Tensor Forward(Tensor x, AdapterRows? adapters)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor product = Weight.Multiply(x, Bias);
        return adapters is null ? product : adapters.Add(Name, x, product);
    }

    /// <summary>Puts another matrix of the same shape in the weight's place, and gives the one that was there. Nothing is freed.</summary>
    internal WeightMatrix Exchange(WeightMatrix weight)
    {
        WeightMatrix before = Weight;
        Weight = weight;
        return before;
    }
}
