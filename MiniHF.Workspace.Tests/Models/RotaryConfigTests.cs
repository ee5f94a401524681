using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Tests.Models;

/// <summary>Angles a position, against numbers worked out by hand.</summary>
public sealed class RotaryConfigTests
{
    [Fact]
    public void Frequencies_Unscaled_FallByEqualRatios()
    {
        AssertClose([1, 0.1, 0.01, 0.001], new RotaryConfig(8).Frequencies());
    }

    [Fact]
    public void Frequencies_Linear_AreDividedByTheFactor()
    {
        AssertClose([0.25, 0.025, 0.0025, 0.00025], new RotaryConfig(8, Scaling: new LinearRopeScaling(4)).Frequencies());
    }

    [Fact]
    public void Frequencies_Llama3_KeepShortWavesAndDivideLongOnes()
    {
        // Turns within 8192 positions: 1303.797, 130.3797, 13.03797, 1.303797. With limits 1 and 4 the last lies 0.101266 of the way.
        RotaryConfig rotary = new(8, Scaling: new Llama3RopeScaling(8, LowFrequencyFactor: 1, HighFrequencyFactor: 4, OriginalContextLength: 8192));

        AssertClose([1, 0.1, 0.01, 0.001 * (0.10126579 + (0.89873421 / 8))], rotary.Frequencies());
    }

    [Fact]
    public void Frequencies_Llama3LowestPair_IsDividedWhole()
    {
        // 0.001 over 4096 positions turns 0.6519 times, less than once.
        RotaryConfig rotary = new(8, Scaling: new Llama3RopeScaling(8, LowFrequencyFactor: 1, HighFrequencyFactor: 4, OriginalContextLength: 4096));

        AssertClose([1, 0.1, 0.01, 0.000125], rotary.Frequencies());
    }

    [Fact]
    public void Frequencies_Yarn_GoOverInARamp()
    {
        // Pairs that turn 32 times and once within 2048 positions: 8 ln(10.1859) / (2 ln 10000) = 1.0080 and 8 ln(325.949) / (2 ln 10000) = 2.5131.
        // Whole, the ramp runs from 1 to 3: pair 2 is half divided, pair 3 whole.
        RotaryConfig rotary = new(8, Scaling: new YarnRopeScaling(4, OriginalContextLength: 2048));

        AssertClose([1, 0.1, 0.01 * 0.625, 0.001 / 4], rotary.Frequencies());
        Assert.Equal(1.1386294, rotary.Magnitude, 1e-6); // 0.1 ln 4 + 1
    }

    [Fact]
    public void Frequencies_YarnUntruncated_RampBetweenTheExactPairs()
    {
        RotaryConfig rotary = new(8, Scaling: new YarnRopeScaling(4, OriginalContextLength: 2048, IsTruncated: false, AttentionFactor: 1));

        // Pair 2 lies (2 - 1.00800) / (2.51315 - 1.00800) = 0.659070 of the way.
        AssertClose([1, 0.1, 0.01 * (1 - (0.75 * 0.6590705)), 0.001 / 4], rotary.Frequencies(), 1e-5);
        Assert.Equal(1, rotary.Magnitude);
    }

    private static void AssertClose(double[] expected, double[] actual, double relative = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, relative * pair.First));
    }
}
