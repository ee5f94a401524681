using System.Globalization;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>Whatever becomes of the network, the servers and the pages: every keystroke that was acknowledged is in the notebook, once.</summary>
public sealed class TypingScheduleTests
{
    private const int Schedules = 10_000;
    private const int Steps = 40;

    [Fact]
    public async Task Typing_TenThousandRandomSchedules_EveryKeystrokeIsStoredExactlyOnce()
    {
        TypingScripts scripts = new();
        for (int seed = 1; seed <= Schedules; seed++)
        {
            if (await new TypingSchedule(scripts, seed).PlayAsync(Steps) is { } wrong)
            {
                Assert.Fail(await ShrinkAsync(scripts, seed, wrong));
            }
        }
    }

    /// <summary>The shortest beginning of the schedule after which something is wrong, step by step.</summary>
    private static async Task<string> ShrinkAsync(TypingScripts scripts, int seed, string wrong)
    {
        for (int steps = 0; steps <= Steps; steps++)
        {
            TypingSchedule schedule = new(scripts, seed);
            if (await schedule.PlayAsync(steps) is { } sooner)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, after {steps} steps: {sooner}\n{schedule.Told}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {wrong}");
    }
}
