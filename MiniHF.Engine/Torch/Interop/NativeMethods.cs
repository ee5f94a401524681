using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>
/// The functions of <c>Native/mhf.h</c> and <c>mhf_distributed.h</c>, under their own names. All return a status for <see cref="Native.Check"/>, save
/// <c>mhf_last_error</c>.
/// </summary>
internal static partial class NativeMethods
{
    internal const string Library = "minihf_torch";

    static NativeMethods()
    {
        NativeLibraryLoader.Register();
    }

    [LibraryImport(Library)]
    internal static partial IntPtr mhf_last_error();
}
