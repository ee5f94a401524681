using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor clone() => Result(mhf_tensor_clone(Handle, out var result), result);

        /// <summary>The same elements, outside the graph of gradients.</summary>
        public Tensor detach() => Result(mhf_tensor_detach(Handle, out var result), result);

        public Tensor contiguous() => Result(mhf_tensor_contiguous(Handle, out var result), result);

        public Tensor t() => Result(mhf_tensor_t(Handle, out var result), result);

        public Tensor to(ScalarType type, bool copy = false, bool non_blocking = false) =>
            Result(mhf_tensor_to(Handle, (int)type, (int)device.type, device.index, non_blocking ? 1 : 0, copy ? 1 : 0, out var result), result);

        public Tensor to(Device device, bool copy = false, bool non_blocking = false) =>
            Result(mhf_tensor_to(Handle, (int)dtype, (int)device.type, device.index, non_blocking ? 1 : 0, copy ? 1 : 0, out var result), result);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool non_blocking = false) =>
            Result(mhf_tensor_to(Handle, (int)type, (int)device.type, device.index, non_blocking ? 1 : 0, copy ? 1 : 0, out var result), result);

        public Tensor cpu() => to(CPU);

        public Tensor cuda() => to(CUDA);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor bfloat16() => to(ScalarType.BFloat16);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor copy_(Tensor source, bool non_blocking = false) => InPlace(mhf_tensor_copy_(Handle, source.Handle, non_blocking ? 1 : 0));

        public Tensor view(params ReadOnlySpan<long> sizes) => Result(mhf_tensor_view(Handle, sizes, sizes.Length, out var result), result);

        public Tensor reshape(params ReadOnlySpan<long> sizes) => Result(mhf_tensor_reshape(Handle, sizes, sizes.Length, out var result), result);

        public Tensor expand(params ReadOnlySpan<long> sizes) => Result(mhf_tensor_expand(Handle, sizes, sizes.Length, out var result), result);

        public Tensor repeat(params ReadOnlySpan<long> sizes) => Result(mhf_tensor_repeat(Handle, sizes, sizes.Length, out var result), result);

        public Tensor permute(params ReadOnlySpan<long> dims) => Result(mhf_tensor_permute(Handle, dims, dims.Length, out var result), result);

        public Tensor transpose(long dim0, long dim1) => Result(mhf_tensor_transpose(Handle, dim0, dim1, out var result), result);

        public Tensor unsqueeze(long dim) => Result(mhf_tensor_unsqueeze(Handle, dim, out var result), result);

        public Tensor squeeze() => Result(mhf_tensor_squeeze(Handle, out var result), result);

        public Tensor squeeze(long dim) => Result(mhf_tensor_squeeze_dim(Handle, dim, out var result), result);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Result(mhf_tensor_flatten(Handle, start_dim, end_dim, out var result), result);

        public Tensor repeat_interleave(long repeats, long dim) => Result(mhf_tensor_repeat_interleave(Handle, repeats, dim, out var result), result);

        public Tensor narrow(long dim, long start, long length) => Result(mhf_tensor_narrow(Handle, dim, start, length, out var result), result);

        public Tensor slice(long dim, long start, long finish, long step = 1) =>
            Result(mhf_tensor_slice(Handle, dim, start, finish, step, out var result), result);

        public Tensor select(long dim, long index) => Result(mhf_tensor_select(Handle, dim, index, out var result), result);

        public Tensor flip(params ReadOnlySpan<long> dims) => Result(mhf_tensor_flip(Handle, dims, dims.Length, out var result), result);

        public Tensor roll(long shifts, long dims) => Result(mhf_tensor_roll(Handle, [shifts], 1, [dims], 1, out var result), result);

        /// <summary>Parts of <paramref name="split_size"/> along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long split_size, long dim = 0)
        {
            var length = size(checked((int)dim));
            var room = split_size > 0 ? Math.Max(1, (length + split_size - 1) / split_size) : 1;
            Span<IntPtr> results = new IntPtr[room];
            Check(mhf_tensor_split(Handle, split_size, dim, results, results.Length, out var count));
            return Results(results[..count]);
        }

        /// <summary>Parts of the given sizes along a dimension.</summary>
        public Tensor[] split(ReadOnlySpan<long> split_sizes, long dim = 0)
        {
            Span<IntPtr> results = new IntPtr[split_sizes.Length];
            Check(mhf_tensor_split_with_sizes(Handle, split_sizes, split_sizes.Length, dim, results, results.Length, out var count));
            return Results(results[..count]);
        }

        /// <summary>At most <paramref name="chunks"/> parts along a dimension, equal but for the last.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            Span<IntPtr> results = new IntPtr[Math.Max(1, chunks)];
            Check(mhf_tensor_chunk(Handle, chunks, dim, results, results.Length, out var count));
            return Results(results[..count]);
        }

        private Tensor InPlace(int status, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
        {
            Check(status, operation);
            return this;
        }
    }
}
