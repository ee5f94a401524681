namespace MiniHF.Engine.Models;

/// <summary>A frozen matrix in 8 or 4 bits an element. Gradients flow through it to what it is multiplied with, never to itself.</summary>
public sealed class QuantizedMatrix : WeightMatrix, IDisposable
{
    private readonly Tensor _codes;
    private readonly Tensor _scales;

    /// <param name="weight">(M, K), of any floating-point type and strides; read once, a few rows at a time.</param>
    /// <exception cref="TorchException">An element is not a finite number.</exception>
    public QuantizedMatrix(Tensor weight, Quantization kind)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Kind = kind;
        Columns = weight.size(1);
        (_codes, _scales) = quantized.pack(weight, kind);
        _codes.DetachFromDisposeScope();
        _scales.DetachFromDisposeScope();
    }

    public Quantization Kind { get; }

    public override long Rows => _codes.size(0);

    public override long Columns { get; }

    public override long Bytes => (_codes.numel() * _codes.ElementSize) + (_scales.numel() * _scales.ElementSize);

    /// <summary>What the codes stand for, (M, K) Float32.</summary>
    public Tensor Unpack() => quantized.unpack(_codes, _scales, Kind, Columns);

    public override Tensor Multiply(Tensor x, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(x);
        return IsInvariant(x)
            ? quantized.linear_rows(x, _codes, _scales, Kind, bias)
            : quantized.linear(x, _codes, _scales, Kind, bias);
    }

    public override Tensor Look(Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return quantized.unpack(_codes, _scales, Kind, Columns, ids);
    }

    public override bool IsMadeOf(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        using DisposeScope scope = NewDisposeScope();
        if (!weight.shape.AsSpan().SequenceEqual([Rows, Columns]))
        {
            return false;
        }

        (Tensor codes, Tensor scales) = quantized.pack(weight, Kind);
        return codes.equal(_codes) && scales.equal(_scales);
    }

    public void Dispose()
    {
        _codes.Dispose();
        _scales.Dispose();
    }
}
