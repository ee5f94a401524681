using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Reductions.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sum(TensorHandle self, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sum_dims(TensorHandle self, ReadOnlySpan<long> dims, int count, int keepdim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mean(TensorHandle self, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mean_dims(
        TensorHandle self, ReadOnlySpan<long> dims, int count, int keepdim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_var(TensorHandle self, int unbiased, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_var_dims(
        TensorHandle self, ReadOnlySpan<long> dims, int count, int unbiased, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_norm(TensorHandle self, Scalar p, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_norm_dims(TensorHandle self, Scalar p, ReadOnlySpan<long> dims, int count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_max(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_min(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_amax(TensorHandle self, ReadOnlySpan<long> dims, int count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_amin(TensorHandle self, ReadOnlySpan<long> dims, int count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_max_dim(TensorHandle self, long dim, int keepdim, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_min_dim(TensorHandle self, long dim, int keepdim, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_argmax(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_argmax_dim(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_argmin_dim(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_topk(TensorHandle self, long k, long dim, int largest, int sorted, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sort(TensorHandle self, long dim, int descending, out IntPtr values, out IntPtr indices);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_argsort(TensorHandle self, long dim, int descending, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_cumsum(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_logsumexp(TensorHandle self, ReadOnlySpan<long> dims, int count, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_softmax(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_log_softmax(TensorHandle self, long dim, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_all(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_any(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_all_dim(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_any_dim(TensorHandle self, long dim, int keepdim, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_allclose(
        TensorHandle self, TensorHandle other, double relative, double absolute, int equalNan, out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_equal(TensorHandle self, TensorHandle other, out int result);
}
