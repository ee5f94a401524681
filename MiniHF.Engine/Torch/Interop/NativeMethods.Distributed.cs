using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Processes that compute together.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_distributed_is_available(out int result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mhf_distributed_join(
        string host, int port, int rank, int size, string address, string? networkInterface, long timeoutMilliseconds, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_distributed_leave(IntPtr group);

    [LibraryImport(Library)]
    internal static partial int mhf_distributed_all_reduce_(ProcessGroupHandle group, TensorHandle tensor);

    [LibraryImport(Library)]
    internal static partial int mhf_distributed_broadcast_(ProcessGroupHandle group, TensorHandle tensor, int source);

    [LibraryImport(Library)]
    internal static partial int mhf_distributed_barrier(ProcessGroupHandle group);
}
