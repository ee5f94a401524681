using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Picking and placing.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_index_select(TensorHandle self, long dim, TensorHandle index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_gather(TensorHandle self, long dim, TensorHandle index, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_scatter(TensorHandle self, long dim, TensorHandle index, TensorHandle source, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_scatter_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_scatter_scalar_(TensorHandle self, long dim, TensorHandle index, Scalar fill);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_index_copy_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_index_add_(TensorHandle self, long dim, TensorHandle index, TensorHandle source, Scalar alpha);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_masked_fill(TensorHandle self, TensorHandle mask, Scalar fill, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_masked_fill_(TensorHandle self, TensorHandle mask, Scalar fill);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_masked_select(TensorHandle self, TensorHandle mask, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_where(TensorHandle condition, TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_nonzero(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_tril(TensorHandle self, long diagonal, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_triu(TensorHandle self, long diagonal, out IntPtr result);
}
