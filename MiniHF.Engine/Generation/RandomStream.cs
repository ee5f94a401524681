namespace MiniHF.Engine.Generation;

/// <summary>
/// Random numbers without state: what comes out depends on the key and the counter alone, so that a continuation can be
/// grown again exactly, whatever was drawn beside it. Philox4x32-10 of Salmon, Moraes, Dror and Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
/// </summary>
public static class RandomStream
{
    private const uint FirstMultiplier = 0xD2511F53;
    private const uint SecondMultiplier = 0xCD9E8D57;
    private const uint FirstKeyStep = 0x9E3779B9;
    private const uint SecondKeyStep = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The draw of continuation <paramref name="index"/> at token <paramref name="position"/>: uniform over [0, 1), 53 bits.</summary>
    public static double Uniform(long seed, int index, int position)
    {
        (uint first, uint second, _, _) = Philox((uint)position, (uint)index, 0, 0, (uint)seed, (uint)(seed >> 32));
        ulong bits = ((ulong)first << 32) | second;
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The block function: a 128-bit counter under a 64-bit key.</summary>
    internal static (uint A, uint B, uint C, uint D) Philox(uint a, uint b, uint c, uint d, uint firstKey, uint secondKey)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = (ulong)FirstMultiplier * a;
            ulong second = (ulong)SecondMultiplier * c;
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ firstKey, (uint)second, (uint)(first >> 32) ^ d ^ secondKey, (uint)first);
            firstKey += FirstKeyStep;
            secondKey += SecondKeyStep;
        }

        return (a, b, c, d);
    }
}
