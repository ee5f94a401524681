using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

/// <summary>
/// Searches over texts whose quality is known: every piece of 32 tokens is worth something, a text the mean of its pieces. At equal
/// tokens a search must beat picking the best of whole texts, and that must beat taking the first.
/// </summary>
public sealed class WeaveQualityTests
{
    private const int Searches = 150;

    [Fact]
    public void Search_AtEqualTokens_BeatsBestOfNWhichBeatsSampling()
    {
        double weave = MeanQuality(WeaveParameters.Server);
        double bestOfN = MeanQuality(WeaveParameters.Server.ToBestOfN());
        double sampled = MeanQuality(WeaveParameters.Server.ToSampling());

        Assert.True(weave > bestOfN + 0.03 && bestOfN > sampled + 0.1, $"weave {weave:0.000}, best of n {bestOfN:0.000}, sampled {sampled:0.000}");
        Assert.Equal(0.5, sampled, 0.05);
    }

    [Fact]
    public void Search_AtHighTemperature_IsWorse() =>
        Assert.True(MeanQuality(WeaveParameters.Server) > MeanQuality(WeaveParameters.Server with { Temperature = 2 }) + 0.05);

    private static double MeanQuality(WeaveParameters parameters) => Enumerable.Range(0, Searches).Average(seed => Quality(parameters, seed));

    private static double Quality(WeaveParameters parameters, int seed)
    {
        Dictionary<int, double> worth = new() { [0] = 0 };
        Dictionary<int, int> pieces = new() { [0] = 0 };
        int piecesOfNode = parameters.Tokens / WeaveParameters.Server.Tokens;
        WeaveSearch search = WeaveScenario.Finish(
            WeaveScenario.Start(parameters, seed),
            (state, asked) => WeaveScenario.Expansion(state, asked, id =>
            {
                worth[id] = worth[asked.NodeId] + Enumerable.Range(0, piecesOfNode).Sum(piece => Uniform(seed, id, piece));
                pieces[id] = pieces[asked.NodeId] + piecesOfNode;
                return 8 * (worth[id] / pieces[id] - 0.5);
            }));
        int result = search.Result.Single();
        return worth[result] / pieces[result];
    }

    private static double Uniform(int seed, int id, int piece) => MiniHF.Engine.Generation.RandomStream.Uniform(seed, id, 1000 + piece);
}
