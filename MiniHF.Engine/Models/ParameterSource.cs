namespace MiniHF.Engine.Models;

/// <summary>Where layers get their weights from as they are built. Remembers each under its name in the checkpoint.</summary>
public abstract class ParameterSource
{
    private readonly Dictionary<string, Tensor> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QuantizedMatrix> _quantized = new(StringComparer.Ordinal);

    /// <param name="device">Where the weights are to be; the CPU unless said.</param>
    protected ParameterSource(Device? device = null)
    {
        Device = device ?? CPU;
    }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>Every plain weight handed out so far, by name. They are in no dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => _parameters;

    /// <summary>Every quantized matrix handed out so far, by name.</summary>
    public IReadOnlyDictionary<string, QuantizedMatrix> Quantized => _quantized;

    /// <summary>The weight of that name and shape.</summary>
    /// <param name="name">The name in the checkpoint.</param>
    /// <param name="initialization">How a fresh one begins.</param>
    /// <exception cref="UserFacingException">A checkpoint lacks it or has it in another shape; names file and weight.</exception>
    public Tensor Get(string name, ParameterInitialization initialization, params ReadOnlySpan<long> shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor created = Create(name, initialization, shape);
        Tensor parameter = (created.device == Device ? created : created.to(Device)).DetachFromDisposeScope();
        _parameters.Add(name, parameter);
        return parameter;
    }

    /// <summary>The matrix of that name, (rows, columns), plain or quantized as the source does it.</summary>
    /// <param name="role">What it is for.</param>
    /// <param name="isTransposed">Whether a checkpoint holds it as (columns, rows). It is turned once, into memory of its own.</param>
    /// <exception cref="UserFacingException">A checkpoint lacks it or has it in another shape; names file and weight.</exception>
    public WeightMatrix GetMatrix(string name, MatrixRole role, long rows, long columns, bool isTransposed = false)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor stored = Create(name, ParameterInitialization.Normal, isTransposed ? [columns, rows] : [rows, columns]);
        Tensor parameter = isTransposed ? stored.t() : stored;
        if (QuantizationOf(role) is { } kind)
        {
            QuantizedMatrix matrix = Quantize(name, parameter, kind);
            _quantized.Add(name, matrix);
            return matrix;
        }

        parameter = parameter.contiguous().DetachFromDisposeScope();
        _parameters.Add(name, parameter);
        return new PlainMatrix(parameter);
    }

    /// <summary>Frees everything handed out, for a build that failed half-way.</summary>
    public void DisposeParameters()
    {
        foreach (Tensor parameter in _parameters.Values)
        {
            parameter.Dispose();
        }

        foreach (QuantizedMatrix matrix in _quantized.Values)
        {
            matrix.Dispose();
        }

        _parameters.Clear();
        _quantized.Clear();
    }

    /// <summary>How matrices of that role are kept; null as they are.</summary>
    protected virtual Quantization? QuantizationOf(MatrixRole role) => null;

    /// <summary>Makes the few-bit form of a matrix.</summary>
    protected virtual QuantizedMatrix Quantize(string name, Tensor weight, Quantization kind) => new(weight, kind, Device);

    protected abstract Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape);
}
