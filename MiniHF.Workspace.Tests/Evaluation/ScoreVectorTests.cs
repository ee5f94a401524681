using MiniHF.Engine.Evaluation;

namespace MiniHF.Workspace.Tests.Evaluation;

/// <summary>Numbers computed with the original's formulas.</summary>
public sealed class ScoreVectorTests
{
    // Weights of the original's largest constitution: six of 1, two of 0.7, one of 0.5.
    private static readonly double[] s_nineWeights = [1, 1, 1, 1, 1, 1, 0.7, 0.7, 0.5];

    [Theory]
    [InlineData(0.6, 0.3, 0.619039)]
    [InlineData(0.05, 0.01, 0.080043)]
    [InlineData(0.001, 0.0005, 0.001000)]
    [InlineData(0.9, 0.0999, 2.197780)]
    public void Logit_YesAndNo_CountsTheRestHalfForEach(double yes, double no, double expected) => Assert.Equal(expected, YesNoScore.Logit(yes, no), 1e-6);

    [Theory]
    [InlineData(0.6, 0.3, 0.693147)]
    [InlineData(0.05, 0.01, 1.609438)]
    [InlineData(0.001, 0.0005, 0.693147)]
    [InlineData(0.9, 0.0999, 2.198225)]
    public void LogitOfAnsweredOnly_YesAndNo_IsLoudWhereNeitherIsAnswered(double yes, double no, double expected) =>
        Assert.Equal(expected, YesNoScore.LogitOfAnsweredOnly(yes, no), 1e-6);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.5000001, 0.5000001)]
    public void Logit_CertainAnswer_IsFinite(double yes, double no) => Assert.True(double.IsFinite(YesNoScore.Logit(yes, no)));

    [Theory]
    [InlineData(new[] { 2.0, 2, 2 }, new[] { 1.0, 1, 1 }, 2)]
    [InlineData(new[] { 2.0, 2, -3 }, new[] { 1.0, 1, 1 }, -1.914774)]
    [InlineData(new[] { 2.0, 2, -3 }, new[] { 1, 1, 0.5 }, -1.417157)]
    public void SoftMin_WeightedScores_IsTheOriginals(double[] scores, double[] weights, double expected) => Assert.Equal(expected, CombinedScore.SoftMin(scores, weights), 1e-6);

    [Theory]
    [InlineData(8, -0.335047)]
    [InlineData(0, -0.978581)]
    public void SoftMin_NinePrinciplesAndOneBroken_DependsOnItsWeight(int broken, double expected)
    {
        double[] scores = [.. s_nineWeights.Select((_, i) => i == broken ? -3.0 : 2)];

        Assert.Equal(expected, CombinedScore.SoftMin(scores, s_nineWeights), 1e-6);
    }

    [Fact]
    public void SoftMin_HugeDifferences_DoesNotOverflow() => Assert.Equal(-2000 + Math.Log(2), CombinedScore.SoftMin([2000, -2000], [1, 1]), 1e-9);

    [Fact]
    public void SoftMin_WeightOfNought_DoesNotCount() => Assert.Equal(2, CombinedScore.SoftMin([2, -1e6], [1, 0]), 1e-12);

    [Fact]
    public void Mean_EqualWeights_IsTheMean() => Assert.Equal(0.3333, CombinedScore.Mean([2, 2, -3], [1, 1, 1]), 1e-4);

    [Fact]
    public void Posterior_TwoPiecesOfEvidence_IsTheOriginals() => Assert.Equal(0.823529, BayesianRule.Posterior(0.6, [(0.8, 0.3), (0.7, 0.6)]), 1e-6);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.193)]
    [InlineData(4, 0.636)]
    [InlineData(8, 1.204)]
    [InlineData(16, 1.835)]
    [InlineData(32, 2.497)]
    [InlineData(72, 3.291)]
    public void Divergence_BestOfN_IsLogNLessItsShare(int n, double expected) => Assert.Equal(expected, BestOfN.Divergence(n), 5e-4);

    [Theory]
    [InlineData(double.NaN, 0.1, "the model's answer is not a number: its weights or its adapter are broken")]
    [InlineData(3e-6, 2e-6, "the model answers neither yes nor no (probability 5.0e-6): use an evaluator, or the suffix it was tuned with")]
    [InlineData(0.01, 0, null)]
    public void FindFault_Answer_NamesWhatIsWrong(double yes, double no, string? expected) => Assert.Equal(expected, YesNoScore.FindFault(yes, no));
}
