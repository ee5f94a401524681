using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>The machine.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_device_torch_version(out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_device_kernel_isa(out IntPtr result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mhf_device_set_kernel_isa(string? name);

    [LibraryImport(Library)]
    internal static partial int mhf_device_get_num_threads(out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_device_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int mhf_device_cuda_is_available(out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_device_cuda_device_count(out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_device_cuda_synchronize(long deviceIndex);
}
