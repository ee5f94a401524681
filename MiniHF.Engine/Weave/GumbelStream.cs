using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Weave;

/// <summary>
/// The random numbers of a search: seed and node decide the draw, so that an expansion that a crash cut off draws the same
/// again, and branches do not depend on the order in which others were grown.
/// </summary>
public static class GumbelStream
{
    /// <summary>A lane of the seed's random numbers that no continuation uses: theirs are 0 and above.</summary>
    private const int Lane = -1;

    /// <summary>Half of the smallest step of a 53-bit draw: keeps it off 0, where the Gumbel would be infinite.</summary>
    private const double HalfStep = 1.0 / (1UL << 54);

    /// <summary>A standard Gumbel variate, <c>−log(Exp(1))</c>; always finite.</summary>
    public static double Draw(long seed, int nodeId) => -Math.Log(-Math.Log(RandomStream.Uniform(seed, Lane, nodeId) + HalfStep));

    /// <summary>The seed of the texts grown from a node: different for every node of a search, and for every search.</summary>
    public static long TextSeed(long seed, int parentId)
    {
        // The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a Weyl sequence.
        ulong mixed = (ulong)seed + (((ulong)parentId + 1) * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (long)(mixed ^ (mixed >> 31));
    }
}
