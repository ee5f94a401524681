using MiniHF.Engine.Torch;
using MiniHF.Engine.Training;
using static MiniHF.Engine.Torch.torch;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>Losses against numbers computed with the original's formulas, and their gradients against differences.</summary>
public sealed class LossVectorTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(1, 0, 0.459163)]
    [InlineData(0.8, 0, 0.567163)]
    [InlineData(0.5, 0, 0.729163)]
    [InlineData(1, 0.1, 0.513163)]
    public void DirectPreference_OfThePair_IsTheOriginals(double win, double smoothing, double expected)
    {
        using DisposeScope scope = NewDisposeScope();

        Tensor loss = Losses.DirectPreference(Of(-50), Of(-52), Of(-61), Of(-60), Of(win), 0.18, smoothing);

        // (−50 − −52) − (−61 − −60) = 3
        Assert.Equal(expected, loss.item<double>(), Tolerance);
    }

    [Theory]
    [InlineData(0.5, 0.120115)]
    [InlineData(-2, 1.325003)]
    public void LogCosh_IsTheOriginals(double difference, double expected)
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Equal(expected, Losses.LogCosh(Of(difference)).item<double>(), Tolerance);
    }

    [Fact]
    public void LogCoshByToken_AttributesTheSumToTheTokensThatCauseIt()
    {
        using DisposeScope scope = NewDisposeScope();

        double[] parts = Losses.LogCoshByToken(Of(-1.2, -0.7, -2.0), Of(-1.0, -1.1, -2.6)).data<double>().ToArray();

        Assert.Equal(0.019868, parts[0], Tolerance);
        Assert.Equal(0, parts[1], Tolerance);
        Assert.Equal(0.270885, parts[2], 2e-6);
        Assert.Equal(0.290754, parts.Sum(), Tolerance);
    }

    [Theory]
    [InlineData(-0.5, 0.106531)]
    [InlineData(0.5, 0.148721)]
    public void K3_IsTheOriginals(double ratio, double expected)
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Equal(expected, Losses.K3(Of(0), Of(ratio)).item<double>(), Tolerance);
    }

    [Theory]
    [InlineData(new[] { -10.0, -12 }, new[] { -11.0, -11 }, new[] { 3.0, 1 }, 1, 0)]
    [InlineData(new[] { -10.0, -12, -9 }, new[] { -11.0, -11, -9.5 }, new[] { 3.0, 1, 2 }, 0.5, 0.8125)]
    public void SquaredPreference_IsTheOriginals(double[] model, double[] reference, double[] rewards, double beta, double expected)
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Equal(expected, Losses.SquaredPreference(Of(model), Of(reference), Of(rewards), beta).item<double>(), Tolerance);
    }

    public static TheoryData<string> Names { get; } = ["dpo", "log-cosh", "k3", "clipped", "spo"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfEveryLoss_IsThatOfDifferences(string name)
    {
        const double step = 1e-6;
        using DisposeScope scope = NewDisposeScope();
        double[] at = [-1.2, -0.7, -2.0];
        Tensor leaf = Of(at).requires_grad_();
        Loss(name, leaf).backward();
        double[] gradient = leaf.grad!.data<double>().ToArray(); // the loss depends on it

        for (int i = 0; i < at.Length; i++)
        {
            double[] above = [.. at];
            double[] below = [.. at];
            (above[i], below[i]) = (at[i] + step, at[i] - step);
            double measured = (Loss(name, Of(above)).item<double>() - Loss(name, Of(below)).item<double>()) / (2 * step);
            Assert.Equal(measured, gradient[i], 1e-6);
        }
    }

    private static Tensor Loss(string name, Tensor logProbabilities)
    {
        Tensor reference = Of(-1.0, -1.1, -2.6);
        return name switch
        {
            "dpo" => Losses.DirectPreference(logProbabilities, Of(-1, -2, -3), reference, Of(-2, -1, -2), Of(1, 0.8, 0.5), 0.5, 0.1).sum(),
            "log-cosh" => (Losses.LogCoshByToken(logProbabilities, reference) * Of(1, 2, 3)).sum(),
            "k3" => Losses.K3(logProbabilities, reference).sum(),
            "clipped" => Losses.ClippedPolicy(logProbabilities, reference, Of(1, -1, 0.5), 0.2).sum(),
            _ => Losses.SquaredPreference(logProbabilities, reference, Of(3, 1, 2), 0.5),
        };
    }

    private static Tensor Of(params double[] values) => tensor(values);
}
