using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Fused for decoding on the CPU.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_fused_rms_norm(TensorHandle input, TensorHandle weight, double eps, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_fused_rotary_(
        TensorHandle self, TensorHandle cosines, TensorHandle sines, TensorHandle positions, int interleaved);

    [LibraryImport(Library)]
    internal static partial int mhf_fused_cached_attention(
        TensorHandle query, ReadOnlySpan<IntPtr> keys, ReadOnlySpan<IntPtr> values, ReadOnlySpan<long> lengths, int segmentCount, ReadOnlySpan<int> rowOffsets, int rowOffsetCount, double scale, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_fused_linear_rows(TensorHandle input, TensorHandle weight, TensorHandle bias, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_fused_add_low_rank_(
        TensorHandle self, TensorHandle input, TensorHandle a, TensorHandle b, double scaling, long first, long count);

    [LibraryImport(Library)]
    internal static partial int mhf_fused_activation(TensorHandle input, TensorHandle factor, int kind, out IntPtr result);
}
