using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Owns one mhf_generator.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    internal GeneratorHandle(IntPtr generator)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(generator);
    }

    /// <summary>Stands for the default generator.</summary>
    internal static GeneratorHandle None { get; } = new(IntPtr.Zero);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeMethods.mhf_random_generator_free(handle) == 0;
}
