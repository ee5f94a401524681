using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor eq(Tensor other) => Result(mhf_tensor_eq(Handle, other.Handle, out var result), result);

        public Tensor eq(Scalar other) => Result(mhf_tensor_eq_scalar(Handle, other, out var result), result);

        public Tensor ne(Tensor other) => Result(mhf_tensor_ne(Handle, other.Handle, out var result), result);

        public Tensor ne(Scalar other) => Result(mhf_tensor_ne_scalar(Handle, other, out var result), result);

        public Tensor lt(Tensor other) => Result(mhf_tensor_lt(Handle, other.Handle, out var result), result);

        public Tensor lt(Scalar other) => Result(mhf_tensor_lt_scalar(Handle, other, out var result), result);

        public Tensor le(Tensor other) => Result(mhf_tensor_le(Handle, other.Handle, out var result), result);

        public Tensor le(Scalar other) => Result(mhf_tensor_le_scalar(Handle, other, out var result), result);

        public Tensor gt(Tensor other) => Result(mhf_tensor_gt(Handle, other.Handle, out var result), result);

        public Tensor gt(Scalar other) => Result(mhf_tensor_gt_scalar(Handle, other, out var result), result);

        public Tensor ge(Tensor other) => Result(mhf_tensor_ge(Handle, other.Handle, out var result), result);

        public Tensor ge(Scalar other) => Result(mhf_tensor_ge_scalar(Handle, other, out var result), result);

        public Tensor logical_and(Tensor other) => Result(mhf_tensor_logical_and(Handle, other.Handle, out var result), result);

        public Tensor logical_or(Tensor other) => Result(mhf_tensor_logical_or(Handle, other.Handle, out var result), result);

        /// <summary>Whether all elements are within relative and absolute tolerance of each other.</summary>
        public bool allclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            Check(mhf_tensor_allclose(Handle, other.Handle, rtol, atol, equal_nan ? 1 : 0, out var result));
            return result != 0;
        }

        /// <summary>Whether shape and elements are the same.</summary>
        public bool equal(Tensor other)
        {
            Check(mhf_tensor_equal(Handle, other.Handle, out var result));
            return result != 0;
        }
    }
}
