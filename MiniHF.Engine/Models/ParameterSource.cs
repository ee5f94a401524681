namespace MiniHF.Engine.Models;

/// <summary>Where layers get their weights from as they are built. Remembers each under its name in the checkpoint.</summary>
public abstract class ParameterSource
{
    private readonly Dictionary<string, Tensor> _parameters = new(StringComparer.Ordinal);

    /// <summary>Every weight handed out so far, by name. They are in no dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => _parameters;

    /// <summary>The weight of that name and shape.</summary>
    /// <param name="name">The name in the checkpoint.</param>
    /// <param name="initialization">How a fresh one begins.</param>
    /// <exception cref="UserFacingException">A checkpoint lacks it or has it in another shape; names file and weight.</exception>
    public Tensor Get(string name, ParameterInitialization initialization, params ReadOnlySpan<long> shape)
    {
        Tensor parameter = Create(name, initialization, shape).DetachFromDisposeScope();
        _parameters.Add(name, parameter);
        return parameter;
    }

    /// <summary>The matrix of that name, (rows, columns), where a checkpoint holds its transpose. It is turned once, into memory of its own.</summary>
    /// <exception cref="UserFacingException">A checkpoint lacks it or has it in another shape; names file and weight.</exception>
    public Tensor GetTransposed(string name, ParameterInitialization initialization, long rows, long columns)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor parameter = Create(name, initialization, [columns, rows]).t().contiguous().DetachFromDisposeScope();
        _parameters.Add(name, parameter);
        return parameter;
    }

    /// <summary>Frees everything handed out, for a build that failed half-way.</summary>
    public void DisposeParameters()
    {
        foreach (Tensor parameter in _parameters.Values)
        {
            parameter.Dispose();
        }

        _parameters.Clear();
    }

    protected abstract Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape);
}
