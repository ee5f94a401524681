using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Owns one mhf_tensor, and its place in the counts of live tensors.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private readonly ThreadTensorStatistics? _statistics;

    internal TensorHandle(IntPtr tensor, ThreadTensorStatistics? statistics)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        _statistics = statistics;
        SetHandle(tensor);
        statistics?.Created();
    }

    /// <summary>Stands for an optional tensor that is not given.</summary>
    internal static TensorHandle None { get; } = new(IntPtr.Zero, null);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        _statistics?.Released();
        return NativeMethods.mhf_tensor_free(handle) == 0;
    }
}
