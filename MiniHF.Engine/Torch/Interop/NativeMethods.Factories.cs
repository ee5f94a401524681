using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Making tensors, and what a tensor says about itself.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_empty(ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_zeros(ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ones(ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_full(
        ReadOnlySpan<long> sizes, int count, Scalar fill, int dtype, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_arange(
        Scalar start, Scalar stop, Scalar step, int dtype, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_from_data(
        ReadOnlySpan<byte> data, long bytes, ReadOnlySpan<long> sizes, int count, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_empty_like(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_zeros_like(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ones_like(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_free(IntPtr handle);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_describe(TensorHandle self, out TensorInfo info);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sizes(TensorHandle self, Span<long> sizes, int capacity);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_strides(TensorHandle self, Span<long> strides, int capacity);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_item(TensorHandle self, out double floating, out long integral);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_is_same(TensorHandle self, TensorHandle other, out int result);
}
