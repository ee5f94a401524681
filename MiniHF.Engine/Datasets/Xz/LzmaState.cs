using System.Runtime.InteropServices;

namespace MiniHF.Engine.Datasets.Xz;

/// <summary>liblzma's <c>lzma_stream</c>, as its header lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaState
{
    public byte* NextIn;
    public nuint AvailableIn;
    public ulong TotalIn;
    public byte* NextOut;
    public nuint AvailableOut;
    public ulong TotalOut;
    private readonly void* _allocator;
    private readonly void* _internal;
    private fixed ulong _reserved[8];
    private fixed int _reservedKinds[2];
}
