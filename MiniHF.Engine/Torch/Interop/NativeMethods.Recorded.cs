using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Fused for training on the CPU.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_recorded_rms_norm(TensorHandle input, TensorHandle weight, double eps, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_recorded_gated_silu(TensorHandle input, TensorHandle factor, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_recorded_rotary(
        TensorHandle input, TensorHandle cosines, TensorHandle sines, TensorHandle positions, int interleaved, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_recorded_packed_attention(
        TensorHandle query, TensorHandle key, TensorHandle weighed, ReadOnlySpan<long> lengths, int count, out IntPtr result);
}
