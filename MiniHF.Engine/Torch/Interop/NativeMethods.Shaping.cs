using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Shape, type and place.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_clone(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_detach(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_contiguous(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_t(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_to(
        TensorHandle self, int dtype, int deviceType, int deviceIndex, int nonBlocking, int copy, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_copy_(TensorHandle self, TensorHandle source, int nonBlocking);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_view(TensorHandle self, ReadOnlySpan<long> sizes, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_reshape(TensorHandle self, ReadOnlySpan<long> sizes, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_expand(TensorHandle self, ReadOnlySpan<long> sizes, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_repeat(TensorHandle self, ReadOnlySpan<long> sizes, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_permute(TensorHandle self, ReadOnlySpan<long> dims, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_transpose(TensorHandle self, long first, long second, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_unsqueeze(TensorHandle self, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_squeeze(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_squeeze_dim(TensorHandle self, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_flatten(TensorHandle self, long startDim, long endDim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_repeat_interleave(TensorHandle self, long repeats, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_narrow(TensorHandle self, long dim, long start, long length, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_slice(TensorHandle self, long dim, long start, long stop, long step, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_select(TensorHandle self, long dim, long index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_flip(TensorHandle self, ReadOnlySpan<long> dims, int count, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_roll(
        TensorHandle self, ReadOnlySpan<long> shifts, int shiftCount, ReadOnlySpan<long> dims, int dimCount, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_cat(ReadOnlySpan<IntPtr> tensors, int count, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_stack(ReadOnlySpan<IntPtr> tensors, int count, long dim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_split(TensorHandle self, long size, long dim, Span<IntPtr> result, int capacity, out int count);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_split_with_sizes(
        TensorHandle self, ReadOnlySpan<long> sizes, int sizeCount, long dim, Span<IntPtr> result, int capacity, out int count);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_chunk(TensorHandle self, long chunks, long dim, Span<IntPtr> result, int capacity, out int count);
}
