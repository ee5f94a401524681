using System.Buffers.Binary;

namespace MiniHF.Workspace.Ratings;

/// <summary>
/// A number for each thing under a seed, the same on every server and every time: what order and sides are drawn by. The mixing is SplitMix64's
/// (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
internal static class SeededDraw
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Of(long seed, params ReadOnlySpan<Guid> of)
    {
        Span<byte> bytes = stackalloc byte[16];
        ulong state = Mix((ulong)seed + Step);
        foreach (Guid id in of)
        {
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            state = Mix(state + Step + BinaryPrimitives.ReadUInt64BigEndian(bytes));
            state = Mix(state + Step + BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        }

        return state;
    }

    /// <summary>The number under another purpose.</summary>
    public static ulong For(ulong draw, ulong purpose) => Mix(draw + (Step * purpose));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
