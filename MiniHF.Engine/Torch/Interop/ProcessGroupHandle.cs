using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Owns one mhf_process_group.</summary>
internal sealed class ProcessGroupHandle : SafeHandle
{
    internal ProcessGroupHandle(IntPtr group)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(group);
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeMethods.mhf_distributed_leave(handle) == 0;
}
