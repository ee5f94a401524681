using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class RandomStreamTests
{
    // The known answers published with the algorithm (Random123, kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_PublishedInputs_GivePublishedOutputs(
        uint a, uint b, uint c, uint d, uint firstKey, uint secondKey, uint expectedA, uint expectedB, uint expectedC, uint expectedD)
    {
        Assert.Equal((expectedA, expectedB, expectedC, expectedD), RandomStream.Philox(a, b, c, d, firstKey, secondKey));
    }

    [Fact]
    public void Uniform_ManyPositions_IsSpreadEvenlyOverTheUnitInterval()
    {
        int[] buckets = new int[10];
        for (int position = 0; position < 10_000; position++)
        {
            buckets[(int)(RandomStream.Uniform(7, 3, position) * 10)]++;
        }

        Assert.All(buckets, count => Assert.InRange(count, 880, 1120));
    }

    [Fact]
    public void Uniform_AnyPartOfTheKeyChanged_IsAnotherNumber()
    {
        double[] draws =
        [
            RandomStream.Uniform(1, 0, 0), RandomStream.Uniform(2, 0, 0), RandomStream.Uniform(1, 1, 0), RandomStream.Uniform(1, 0, 1),
            RandomStream.Uniform(1L << 32, 0, 0), RandomStream.Uniform(-1, 0, 0),
        ];

        Assert.Equal(draws.Length, draws.Distinct().Count());
        Assert.Equal(draws[0], RandomStream.Uniform(1, 0, 0));
    }
}
