using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>Joins tensors along a dimension they have.</summary>
    public static Tensor cat(IReadOnlyList<Tensor> tensors, long dim = 0)
    {
        using var handles = new HandleList(tensors, tensors.Count <= 64 ? stackalloc IntPtr[tensors.Count] : new IntPtr[tensors.Count]);
        return Result(mhf_tensor_cat(handles.Pointers, tensors.Count, dim, out var result), result);
    }

    /// <summary>Joins tensors of one shape along a new dimension.</summary>
    public static Tensor stack(IReadOnlyList<Tensor> tensors, long dim = 0)
    {
        using var handles = new HandleList(tensors, tensors.Count <= 64 ? stackalloc IntPtr[tensors.Count] : new IntPtr[tensors.Count]);
        return Result(mhf_tensor_stack(handles.Pointers, tensors.Count, dim, out var result), result);
    }

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    public static Tensor matmul(Tensor input, Tensor other) => input.matmul(other);

    public static Tensor mm(Tensor input, Tensor mat2) => input.mm(mat2);

    public static Tensor bmm(Tensor input, Tensor mat2) => input.bmm(mat2);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => input.addmm(mat1, mat2, beta, alpha);

    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    public static Tensor abs(Tensor input) => input.abs();

    public static Tensor sin(Tensor input) => input.sin();

    public static Tensor cos(Tensor input) => input.cos();

    public static Tensor tanh(Tensor input) => input.tanh();

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor pow(Tensor input, Scalar exponent) => input.pow(exponent);

    /// <summary>A number to the power of each element.</summary>
    public static Tensor pow(Scalar self, Tensor exponent)
    {
        using var number = full([], self, exponent.dtype, exponent.device);
        return number.pow(exponent);
    }

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    public static Tensor sum(Tensor input) => input.sum();

    public static Tensor mean(Tensor input) => input.mean();

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);

    public static (Tensor values, Tensor indexes) topk(Tensor input, long k, long dim = -1, bool largest = true, bool sorted = true) =>
        input.topk(k, dim, largest, sorted);

    public static (Tensor values, Tensor indexes) sort(Tensor input, long dim = -1, bool descending = false) => input.sort(dim, descending);

    public static Tensor cumsum(Tensor input, long dim) => input.cumsum(dim);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);

    public static Tensor softmax(Tensor input, long dim, ScalarType? type = null) => input.softmax(dim, type);

    public static Tensor log_softmax(Tensor input, long dim, ScalarType? type = null) => input.log_softmax(dim, type);

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    public static Tensor isfinite(Tensor input) => input.isfinite();

    public static bool allclose(Tensor input, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        input.allclose(other, rtol, atol, equal_nan);

    public static bool equal(Tensor input, Tensor other) => input.equal(other);
}
