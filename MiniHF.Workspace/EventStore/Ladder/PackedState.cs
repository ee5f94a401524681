using System.Buffers.Binary;
using System.IO.Compression;

namespace MiniHF.Workspace.EventStore.Ladder;

/// <summary>A state's bytes as a rung keeps them: their length, then Brotli at its quickest.</summary>
internal static class PackedState
{
    private const int Quality = 1;
    private const int Window = 22;

    public static byte[] Pack(ReadOnlySpan<byte> state)
    {
        byte[] packed = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength(state.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, state.Length);
        return BrotliEncoder.TryCompress(state, packed.AsSpan(sizeof(int)), out int written, Quality, Window)
            ? packed[..(sizeof(int) + written)]
            : throw new InvalidOperationException("Brotli needed more room than it says it may.");
    }

    /// <summary>The state's bytes; null where these are no such thing.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> packed)
    {
        // Of a byte come 1,030 at most: a damaged length must not take all the memory there is.
        if (packed.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(packed) is var length && (length < 0 || length > 1100L * packed.Length))
        {
            return null;
        }

        byte[] state = new byte[length];
        return BrotliDecoder.TryDecompress(packed[sizeof(int)..], state, out int written) && written == length ? state : null;
    }
}
