using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Quantized matrices.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_quantized_pack(TensorHandle weight, int kind, out IntPtr codes, out IntPtr scales);

    [LibraryImport(Library)]
    internal static partial int mhf_quantized_unpack(
        TensorHandle codes, TensorHandle scales, int kind, long columns, TensorHandle rows, int dtype, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_quantized_linear_rows(
        TensorHandle input, TensorHandle codes, TensorHandle scales, int kind, TensorHandle bias, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_quantized_linear(
        TensorHandle input, TensorHandle codes, TensorHandle scales, int kind, TensorHandle bias, out IntPtr result);
}
