using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Tests.Runs;

public sealed class MetricSeriesTests
{
    [Fact]
    public void Reduce_ALongSeries_KeepsEverySpike()
    {
        MetricSeries series = Of(100_000, step => step == 77_777 ? 50 : 1);

        MetricPoint[] points = series.Reduce(0, int.MaxValue, 500);

        Assert.Equal(500, points.Length);
        Assert.Equal(50f, points.Max(point => point.Most));
        Assert.Equal(100_000, points[^1].Step);
    }

    [Fact]
    public void Reduce_AFewSteps_GivesEachOfThem()
    {
        MetricPoint[] points = Of(100, step => step).Reduce(10, 12, 500);

        Assert.Equal([new MetricPoint(10, 10, 10, 10), new MetricPoint(11, 11, 11, 11), new MetricPoint(12, 12, 12, 12)], points);
    }

    [Fact]
    public void Reduce_ValuesThatAreNoNumbers_AreLeftOut()
    {
        MetricSeries series = new();
        series.Append([1, 2, 3, 4], [2, double.NaN, double.PositiveInfinity, double.NaN]);

        Assert.Equal([new MetricPoint(2, 2, 2, 2), new MetricPoint(4, float.NaN, float.NaN, float.NaN)], series.Reduce(0, 10, 2));
    }

    [Fact]
    public void Apply_TimesOfSteps_AreAddedUpAndGoBackWithTheSteps()
    {
        RunSeries series = new();
        series.Apply([(1, new MetricRow("step_time", 1, [1, 2], [0.5, 1])), (2, new MetricRow("step_time", 3, [3], [2])), (3, MetricRow.Rewind(2)), (4, new MetricRow("step_time", 3, [3, 4], [4, 8]))]);

        (int[] steps, double[] seconds) = series.AllOf(RunSeries.Elapsed);

        Assert.Equal([1, 2, 3, 4], steps);
        Assert.Equal([0.5, 1.5, 5.5, 13.5], seconds);
        Assert.Equal("step_time", Assert.Single(series.Metrics));
    }

    [Fact]
    public void Apply_ARewind_SupersedesTheStepsAfterIt()
    {
        RunSeries series = new();
        series.Apply([(1, new MetricRow("loss", 1, [1, 2, 3], [5, 4, 3])), (2, MetricRow.Rewind(2)), (3, new MetricRow("loss", 3, [3, 4], [3.5, 2]))]);

        (int[] steps, double[] values) = series.AllOf("loss");
        Assert.Equal([1, 2, 3, 4], steps);
        Assert.Equal([5, 4, 3.5, 2], values);
        Assert.Equal((3L, 1), (series.Position, series.Generation));
    }

    [Fact]
    public void NewSince_ATick_HoldsOnlyWhatIsNew()
    {
        RunSeries series = new();
        series.Apply([(1, new MetricRow("loss", 1, [1, 2, 3], [5, 4, 3]))]);
        series.Apply([(2, new MetricRow("loss", 4, [4], [2]))]);

        (MetricPoint[] points, int count) = series.NewSince("loss", 3, 100);

        Assert.Equal([new MetricPoint(4, 2, 2, 2)], points);
        Assert.Equal(4, count);
    }

    private static MetricSeries Of(int steps, Func<int, double> value)
    {
        MetricSeries series = new();
        int[] all = [.. Enumerable.Range(1, steps)];
        series.Append(all, [.. all.Select(value)]);
        return series;
    }
}
