using System.Runtime.InteropServices;

namespace MiniHF.Engine.Datasets.Xz;

/// <summary>The functions of liblzma that unpacking takes, under their own names. Debian's package manager itself stands on it, so that it is everywhere.</summary>
internal static unsafe partial class Lzma
{
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int MemoryLimit = 6;
    public const int NotThisFormat = 7;

    public const int Run = 0;
    public const int Finish = 3;

    /// <summary>Several files packed one after another are one file.</summary>
    public const uint Concatenated = 8;

    private const string Library = "liblzma.so.5";

    [LibraryImport(Library)]
    internal static partial int lzma_stream_decoder(LzmaState* stream, ulong memoryLimit, uint flags);

    [LibraryImport(Library)]
    internal static partial int lzma_code(LzmaState* stream, int action);

    [LibraryImport(Library)]
    internal static partial void lzma_end(LzmaState* stream);
}
