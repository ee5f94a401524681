using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

/// <summary>How much of prompts a step takes on, by what steps took: on a made-up machine, with no clock.</summary>
public sealed class PromptPaceTests
{
    /// <summary>A small model: 5 ms for a step of continuations, 0.1 ms more for a token of a prompt.</summary>
    [Fact]
    public void SharedTokens_FastModel_GrowToTheMostThereIs() => Assert.Equal(64, Settled(decode: 5, token: 0.1).SharedTokens);

    /// <summary>A large one: of a tenth of a second, 40 ms are the continuations'.</summary>
    [Fact]
    public void SharedTokens_SlowModel_FillATenthOfASecond() => Assert.Equal(6, Settled(decode: 40, token: 10).SharedTokens);

    [Fact]
    public void SharedTokens_ContinuationsAloneTakeLonger_LengthenTheirStepByHalf() => Assert.Equal(10, Settled(decode: 400, token: 20).SharedTokens);

    [Fact]
    public void SharedTokens_HugeModel_GoOnByOne() => Assert.Equal(1, Settled(decode: 900, token: 3000).SharedTokens);

    [Fact]
    public void SharedTokens_MachineGetsSlower_FollowWithinAFewSteps()
    {
        PromptPace pace = Settled(decode: 5, token: 0.1);

        Run(pace, decode: 50, token: 5, steps: 20);

        Assert.InRange(pace.SharedTokens, 9, 10);
    }

    [Theory]
    [InlineData(0.1, 256)]
    [InlineData(4, 100)]
    [InlineData(100, 32)]
    public void AloneTokens_ByTheModelsSpeed_StayBelowFourTenthsOfASecondWhereTheyCan(double token, int expected)
    {
        PromptPace pace = new();
        for (int step = 0; step < 30; step++)
        {
            pace.Observe(pace.AloneTokens, 0, TimeSpan.FromMilliseconds(token * pace.AloneTokens));
        }

        Assert.Equal(expected, pace.AloneTokens);
    }

    [Fact]
    public void Tokens_BeforeAnythingWasMeasured_AreFew()
    {
        PromptPace pace = new();

        Assert.Equal((8, 32), (pace.SharedTokens, pace.AloneTokens));
    }

    /// <summary>The longest step while a prompt of 2,000 tokens is read beside somebody, once the first two told how fast the machine is.</summary>
    [Theory]
    [InlineData(5, 0.2)]
    [InlineData(40, 2)]
    [InlineData(60, 12)]
    public void Steps_BesideAContinuation_NeverTakeTwoTenthsOfASecond(double decode, double token)
    {
        PromptPace pace = new();
        for (int step = 0; step < 3; step++)
        {
            pace.Observe(0, 1, TimeSpan.FromMilliseconds(decode));
        }

        double longest = 0;
        for (int left = 2000; left > 0;)
        {
            int count = Math.Min(left, pace.SharedTokens);
            double took = decode + (count * token);
            longest = Math.Max(longest, took);
            pace.Observe(count, 1, TimeSpan.FromMilliseconds(took));
            left -= count;
        }

        Assert.InRange(longest, 0, 200);
    }

    private static PromptPace Settled(double decode, double token)
    {
        PromptPace pace = new();
        Run(pace, decode, token, steps: 40);
        return pace;
    }

    private static void Run(PromptPace pace, double decode, double token, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            pace.Observe(0, 4, TimeSpan.FromMilliseconds(decode));
            int count = pace.SharedTokens;
            pace.Observe(count, 4, TimeSpan.FromMilliseconds(decode + (count * token)));
        }
    }
}
