using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Matrix products.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_matmul(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mm(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_bmm(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mv(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_dot(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_outer(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_addmm(
        TensorHandle self, TensorHandle first, TensorHandle second, Scalar beta, Scalar alpha, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_baddbmm(
        TensorHandle self, TensorHandle first, TensorHandle second, Scalar beta, Scalar alpha, out IntPtr result);
}
