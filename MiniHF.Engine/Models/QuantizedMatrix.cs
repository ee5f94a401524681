namespace MiniHF.Engine.Models;

/// <summary>A frozen matrix in 8 or 4 bits an element. Gradients flow through it to what it is multiplied with, never to itself.</summary>
/// <remarks>
/// Codes are always made on the CPU. On the CPU they are multiplied as they are; elsewhere the matrix is unpacked by tensor operations for the
/// time of a product, which keeps the memory saved and gives up the speed.
/// </remarks>
public sealed class QuantizedMatrix : WeightMatrix, IDisposable
{
    private readonly Tensor _codes;
    private readonly Tensor _scales;

    /// <param name="weight">(M, K) on the CPU, of any floating-point type and strides; read once, a few rows at a time.</param>
    /// <param name="device">Where the codes are kept; the CPU unless said.</param>
    /// <exception cref="TorchException">An element is not a finite number.</exception>
    public QuantizedMatrix(Tensor weight, Quantization kind, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        using DisposeScope scope = NewDisposeScope();
        Kind = kind;
        Columns = weight.size(1);
        (Tensor codes, Tensor scales) = quantized.pack(weight, kind);
        _codes = codes.to(device ?? CPU).DetachFromDisposeScope();
        _scales = scales.to(device ?? CPU).DetachFromDisposeScope();
    }

    public Quantization Kind { get; }

    public override long Rows => _codes.size(0);

    public override long Columns { get; }

    public override Device Device => _codes.device;

    public override long Bytes => (_codes.numel() * _codes.ElementSize) + (_scales.numel() * _scales.ElementSize);

    /// <summary>What the codes stand for, (M, K) Float32.</summary>
    public Tensor Unpack() => nn.functional.IsOnHost(_codes)
        ? quantized.unpack(_codes, _scales, Kind, Columns)
        : quantized.Composed.unpack(_codes, _scales, Kind, Columns);

    public override Tensor Multiply(Tensor x, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(x);
        return !nn.functional.IsOnHost(x) ? quantized.Composed.linear(x, _codes, _scales, Kind, bias)
            : IsInvariant(x) ? quantized.linear_rows(x, _codes, _scales, Kind, bias)
            : quantized.linear(x, _codes, _scales, Kind, bias);
    }

    public override Tensor Look(Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return nn.functional.IsOnHost(ids)
            ? quantized.unpack(_codes, _scales, Kind, Columns, ids)
            : quantized.Composed.unpack(_codes, _scales, Kind, Columns, ids);
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
        return codes.to(Device).equal(_codes) && scales.to(Device).equal(_scales);
    }

    public void Dispose()
    {
        _codes.Dispose();
        _scales.Dispose();
    }
}
