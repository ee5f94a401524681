using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor this[long index] => select(0, index);

        /// <summary>A part of the first dimension, as a view.</summary>
        public Tensor this[Range range]
        {
            get
            {
                var (start, length) = range.GetOffsetAndLength(checked((int)size(0)));
                return narrow(0, start, length);
            }
        }

        public Tensor index_select(long dim, Tensor index) => Result(mhf_tensor_index_select(Handle, dim, index.Handle, out var result), result);

        public Tensor gather(long dim, Tensor index) => Result(mhf_tensor_gather(Handle, dim, index.Handle, out var result), result);

        public Tensor scatter(long dim, Tensor index, Tensor src) =>
            Result(mhf_tensor_scatter(Handle, dim, index.Handle, src.Handle, out var result), result);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(mhf_tensor_scatter_(Handle, dim, index.Handle, src.Handle));

        public Tensor scatter_(long dim, Tensor index, Scalar value) => InPlace(mhf_tensor_scatter_scalar_(Handle, dim, index.Handle, value));

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(mhf_tensor_index_copy_(Handle, dim, index.Handle, source.Handle));

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace(mhf_tensor_index_add_(Handle, dim, index.Handle, source.Handle, alpha));

        public Tensor masked_fill(Tensor mask, Scalar value) => Result(mhf_tensor_masked_fill(Handle, mask.Handle, value, out var result), result);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(mhf_tensor_masked_fill_(Handle, mask.Handle, value));

        public Tensor masked_select(Tensor mask) => Result(mhf_tensor_masked_select(Handle, mask.Handle, out var result), result);

        /// <summary>This tensor where the condition holds, the other elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor other) => Result(mhf_tensor_where(condition.Handle, Handle, other.Handle, out var result), result);

        public Tensor nonzero() => Result(mhf_tensor_nonzero(Handle, out var result), result);

        public Tensor tril(long diagonal = 0) => Result(mhf_tensor_tril(Handle, diagonal, out var result), result);

        public Tensor triu(long diagonal = 0) => Result(mhf_tensor_triu(Handle, diagonal, out var result), result);
    }
}
