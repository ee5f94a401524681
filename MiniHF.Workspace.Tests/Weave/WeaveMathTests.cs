using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveMathTests
{
    [Theory]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-9, 9.999999995e-10)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(-1, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log1P_AnyNumber_IsAccurate(double x, double expected) => AssertClose(expected, WeaveMath.Log1P(x));

    [Theory]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-9, 1.0000000005e-9)]
    [InlineData(-0.5, -0.3934693402873666)]
    [InlineData(-800, -1)]
    [InlineData(800, double.PositiveInfinity)]
    public void ExpM1_AnyNumber_IsAccurate(double x, double expected) => AssertClose(expected, WeaveMath.ExpM1(x));

    [Theory]
    [InlineData(1, double.NaN)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1e-12, -27.631021115928547)]
    [InlineData(-0.5, -0.9327521295671886)]
    [InlineData(-2, -0.14541345786885906)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Log1MExp_AnyNumber_IsAccurate(double a, double expected) => AssertClose(expected, WeaveMath.Log1MExp(a));

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(20, 20)]
    public void Log1PExp_AnyNumber_IsAccurate(double a, double expected) => AssertClose(expected, WeaveMath.Log1PExp(a));

    [Theory]
    [InlineData(new double[0], double.NegativeInfinity)]
    [InlineData(new[] { double.NegativeInfinity, double.NegativeInfinity }, double.NegativeInfinity)]
    [InlineData(new[] { 1000.0, 1000.0 }, 1000.6931471805599)]
    [InlineData(new[] { -1000.0, double.NegativeInfinity }, -1000)]
    public void LogSumExp_AnyNumbers_NeitherOverflowsNorIsNaN(double[] values, double expected) => AssertClose(expected, WeaveMath.LogSumExp(values));

    private static void AssertClose(double expected, double actual)
    {
        if (!double.IsFinite(expected))
        {
            Assert.Equal(expected, actual);
            return;
        }

        Assert.InRange(actual, expected - (1e-12 * Math.Abs(expected)), expected + (1e-12 * Math.Abs(expected)));
    }
}
