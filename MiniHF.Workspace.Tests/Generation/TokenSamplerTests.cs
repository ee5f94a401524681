using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class TokenSamplerTests
{
    private static readonly SamplingOptions s_plain = new(Temperature: 1, TopK: 0, TopP: 1, MinP: 0, RepetitionPenalty: 1);

    // Probabilities 0.1, 0.2, 0.3, 0.4.
    private static readonly float[] s_logits = [MathF.Log(1), MathF.Log(2), MathF.Log(3), MathF.Log(4)];

    [Fact]
    public void Probabilities_NothingCut_AreTheModelsOwnInIdOrder()
    {
        AssertDistribution(s_plain, [0, 1, 2, 3], [0.1f, 0.2f, 0.3f, 0.4f]);
    }

    [Fact]
    public void Probabilities_TemperatureOneHalf_SquaresThem()
    {
        AssertDistribution(s_plain with { Temperature = 0.5 }, [0, 1, 2, 3], [1 / 30f, 4 / 30f, 9 / 30f, 16 / 30f]);
    }

    [Fact]
    public void Probabilities_TemperatureZero_IsTheMostProbableToken()
    {
        AssertDistribution(s_plain with { Temperature = 0, TopK = 2 }, [3], [1]);
    }

    [Fact]
    public void Probabilities_TopK_KeepsTheMostProbable()
    {
        AssertDistribution(s_plain with { TopK = 2 }, [3, 2], [4 / 7f, 3 / 7f]);
    }

    [Theory]
    [InlineData(0.39, 1)]
    [InlineData(0.41, 2)]
    [InlineData(0.69, 2)]
    [InlineData(0.71, 3)]
    [InlineData(0.95, 4)]
    public void Probabilities_TopP_KeepsTheFewestThatReachIt(double topP, int kept)
    {
        TokenDistribution distribution = Distribution(s_plain with { TopP = topP }, s_logits, null, []);

        Assert.Equal([.. new[] { 3, 2, 1, 0 }.Take(kept)], distribution.Ids.ToArray());
    }

    [Fact]
    public void Probabilities_TopKThenTopP_MeasuresTheShareOfWhatTopKLeft()
    {
        // Of the three best (4, 3, 2 of 9) the first two have 7/9.
        AssertDistribution(s_plain with { TopK = 3, TopP = 0.77 }, [3, 2], [4 / 7f, 3 / 7f]);
    }

    [Fact]
    public void Probabilities_MinP_KeepsWhatIsProbableEnoughBesideTheBest()
    {
        AssertDistribution(s_plain with { MinP = 0.6 }, [2, 3], [3 / 7f, 4 / 7f]);
    }

    [Fact]
    public void Probabilities_RepetitionPenalty_DividesPositiveAndMultipliesNegativeLogits()
    {
        float[] logits = [2, -1, 1];
        TokenDistribution distribution = Distribution(s_plain with { RepetitionPenalty = 2 }, logits, new SeenTokens(3, [0, 1, 0]), []);

        // 2 / 2 = 1, -1 * 2 = -2, 1 untouched.
        float total = (2 * MathF.Exp(1)) + MathF.Exp(-2);
        AssertClose([MathF.Exp(1) / total, MathF.Exp(-2) / total, MathF.Exp(1) / total], distribution.Probabilities.ToArray());
    }

    [Fact]
    public void Probabilities_ForbiddenToken_IsNeverPossible()
    {
        TokenDistribution distribution = Distribution(s_plain, s_logits, null, [3]);

        AssertClose([1 / 6f, 2 / 6f, 3 / 6f, 0], distribution.Probabilities.ToArray());
        Assert.Equal(2, TokenSampler.Draw(distribution, 0.999999999));
    }

    [Fact]
    public void Probabilities_TopPOverALargeVocabulary_EqualsTheSortedDefinition()
    {
        float[] logits = [.. Enumerable.Range(0, 50_000).Select(i => (float)(RandomStream.Uniform(1, 0, i) * 8))];
        TokenDistribution distribution = Distribution(s_plain with { TopP = 0.5 }, logits, null, []);

        double[] weights = [.. logits.Select(logit => Math.Exp(logit))];
        double half = weights.Sum() / 2;
        double cumulative = 0;
        int expected = weights.OrderDescending().TakeWhile(weight => (cumulative += weight) < half).Count() + 1;
        Assert.InRange(distribution.Count, expected - 2, expected + 2);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Probabilities_ScoresThatAreNoNumbers_FailWithTheReason(float bad)
    {
        ModelOutputException e = Assert.Throws<ModelOutputException>(() => Distribution(s_plain, [1, bad, 2], null, []));

        Assert.Contains("not finite", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0999, 0)]
    [InlineData(0.1001, 1)]
    [InlineData(0.2999, 1)]
    [InlineData(0.3001, 2)]
    [InlineData(0.5999, 2)]
    [InlineData(0.6001, 3)]
    [InlineData(0.9999999999999999, 3)]
    public void Draw_Uniform_PicksTheTokenWhoseShareHoldsIt(double uniform, int expected)
    {
        Assert.Equal(expected, TokenSampler.Draw(Distribution(s_plain, s_logits, null, []), uniform));
    }

    [Fact]
    public void LogSumExp_LargeLogits_DoesNotOverflow()
    {
        Assert.Equal(1000 + MathF.Log(2), new TokenSampler().LogSumExp([1000, 1000, -1000]), 4);
    }

    private static TokenDistribution Distribution(SamplingOptions options, float[] logits, SeenTokens? seen, int[] forbidden)
    {
        TokenDistribution distribution = new();
        new TokenSampler().Probabilities(logits, options, seen, forbidden, distribution);
        return distribution;
    }

    private static void AssertDistribution(SamplingOptions options, int[] ids, float[] probabilities)
    {
        TokenDistribution distribution = Distribution(options, s_logits, null, []);
        Assert.Equal(ids, distribution.Ids.ToArray());
        AssertClose(probabilities, distribution.Probabilities.ToArray());
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 5));
    }
}
