using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Mapped files.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mhf_mapping_open(string path, out IntPtr result, out IntPtr data, out long length);

    [LibraryImport(Library)]
    internal static partial int mhf_mapping_free(IntPtr handle);

    [LibraryImport(Library)]
    internal static partial int mhf_mapping_tensor(
        MappingHandle mapping, long offset, ReadOnlySpan<long> sizes, int count, int dtype, out IntPtr result);
}
