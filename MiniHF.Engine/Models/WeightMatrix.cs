namespace MiniHF.Engine.Models;

// N tokens of all sequences of a step, flattened; M rows, K columns

/// <summary>A matrix (M, K) of a model, in whatever form its elements are kept.</summary>
public abstract class WeightMatrix
{
    /// <summary>From so many rows on, BFloat16 products are left to the library, whose matrix units are several times faster at them.</summary>
    private const int WideRows = 32;

    public abstract long Rows { get; }

    public abstract long Columns { get; }

    /// <summary>Where the elements are.</summary>
    public abstract Device Device { get; }

    /// <summary>Bytes the elements take, and a product reads.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// x Wᵀ + b, (N, K) to (N, M) in x's type. In Float32 and where no gradient is recorded, a row of the result is the same to the bit
    /// whatever other rows are beside it.
    /// </summary>
    public abstract Tensor Multiply(Tensor x, Tensor? bias);

    /// <summary>Rows by number: (N) Int64 to (N, K), of any floating-point type.</summary>
    public abstract Tensor Look(Tensor ids);

    /// <summary>Whether the matrix was made of these numbers, or of ones that this form cannot tell apart from them.</summary>
    public abstract bool IsMadeOf(Tensor weight);

    /// <summary>Whether a product keeps the promise of <see cref="Multiply"/>, or is left to the library.</summary>
    private protected static bool IsInvariant(Tensor x) => !is_grad_enabled() && nn.functional.IsOnHost(x) && (x.dtype == float32 || x.size(0) < WideRows);
}
