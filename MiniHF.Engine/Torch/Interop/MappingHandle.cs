using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Owns one mhf_mapping. Tensors made from it stay valid when it is gone.</summary>
internal sealed class MappingHandle : SafeHandle
{
    internal MappingHandle(IntPtr mapping)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(mapping);
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeMethods.mhf_mapping_free(handle) == 0;
}
