using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class GumbelStreamTests
{
    [Fact]
    public void Draw_ManyNodes_HasTheMeanAndSpreadOfAGumbel()
    {
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(id => GumbelStream.Draw(11, id))];

        double mean = draws.Average();
        double variance = draws.Average(draw => (draw - mean) * (draw - mean));

        Assert.Equal(0.5772, mean, 0.02);
        Assert.Equal(Math.PI * Math.PI / 6, variance, 0.05);
    }

    [Fact]
    public void Draw_SameSeedAndNode_IsTheSame() => Assert.Equal(GumbelStream.Draw(5, 17), GumbelStream.Draw(5, 17));

    [Fact]
    public void TextSeed_NodesOfSeveralSearches_AreAllDifferent()
    {
        long[] seeds = [.. from seed in Enumerable.Range(0, 50) from node in Enumerable.Range(0, 100) select GumbelStream.TextSeed(seed, node)];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }
}
