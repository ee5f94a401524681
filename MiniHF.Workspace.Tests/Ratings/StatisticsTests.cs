using MiniHF.Workspace.Ratings.Statistics;

namespace MiniHF.Workspace.Tests.Ratings;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(31, 50, 0.4815, 0.7414)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    public void Wilson_OfAShare_IsThePublishedInterval(int successes, int trials, double low, double high)
    {
        Interval interval = WilsonInterval.Of(successes, trials);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    /// <summary>The worked example of Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), part C: four observers, twelve units, missing values.</summary>
    [Fact]
    public void Alpha_OfKrippendorffsExample_IsHis()
    {
        int[][] units =
        [
            [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
        ];

        Assert.Equal(0.743, KrippendorffAlpha.Of(units, KrippendorffAlpha.Nominal)!.Value, 3);
        Assert.Equal(0.849, KrippendorffAlpha.Of(units, KrippendorffAlpha.OnScale)!.Value, 3);
    }

    [Fact]
    public void Alpha_OfPerfectAgreement_IsOne_AndOfOneAnswerOnly_CannotBeTold()
    {
        Assert.Equal(1, KrippendorffAlpha.Of([[1, 1], [2, 2], [1, 1]], KrippendorffAlpha.Nominal));
        Assert.Null(KrippendorffAlpha.Of([[1, 1], [1, 1]], KrippendorffAlpha.Nominal));
        Assert.Null(KrippendorffAlpha.Of([[1], [2]], KrippendorffAlpha.Nominal));
    }

    [Fact]
    public void AlphaInterval_HoldsAlpha_IsTheSameEachTime_AndNarrowsWithMoreToJudge()
    {
        int[][] few = [[1, 1], [2, 2], [1, 2], [2, 2], [1, 1], [2, 1]];
        int[][] many = [.. Enumerable.Repeat(few, 20).SelectMany(units => units)];

        Interval wide = KrippendorffAlpha.IntervalOf(few, KrippendorffAlpha.Nominal)!.Value;
        Interval narrow = KrippendorffAlpha.IntervalOf(many, KrippendorffAlpha.Nominal)!.Value;

        Assert.Equal(wide, KrippendorffAlpha.IntervalOf(few, KrippendorffAlpha.Nominal));
        Assert.True(wide.Contains(KrippendorffAlpha.Of(few, KrippendorffAlpha.Nominal)!.Value));
        Assert.True(narrow.High - narrow.Low < (wide.High - wide.Low) / 2);
    }

    [Fact]
    public void Strengths_FollowWhoBeatWhom_AndDoubtShrinksWithComparisons()
    {
        double[,] few = { { 0, 3, 3 }, { 1, 0, 3 }, { 1, 1, 0 } };
        double[,] many = { { 0, 30, 30 }, { 10, 0, 30 }, { 10, 10, 0 } };

        (double Chance, Interval Interval)[] little = [.. BradleyTerry.Strengths(few)];
        (double Chance, Interval Interval)[] much = [.. BradleyTerry.Strengths(many)];

        Assert.True(much[0].Chance > much[1].Chance && much[1].Chance > much[2].Chance);
        Assert.Equal(0.5, much[1].Chance, 3);
        Assert.Equal(1, much[0].Chance + much[2].Chance, 3);
        Assert.True(much[0].Interval.High - much[0].Interval.Low < little[0].Interval.High - little[0].Interval.Low);
        Assert.True(much[0].Interval.Low > 0.5 && little[0].Interval.Low < 0.5);
    }

    [Fact]
    public void Strengths_OfOneThatWonAll_AreFinite()
    {
        (double Chance, Interval Interval) = BradleyTerry.Strengths(new double[,] { { 0, 4 }, { 0, 0 } })[0];

        Assert.InRange(Chance, 0.7, 0.99);
        Assert.True(Interval.High < 1);
    }
}
