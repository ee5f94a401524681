using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>
/// The original's known fault: tuned too long towards an evaluator, a generator ends in "yes". It takes an evaluator that a few ratings
/// taught to like the word, and nothing that stops the run.
/// </summary>
[Trait("Culture", "any")]
public sealed class CollapseTests(SpuriousJudge judge) : IClassFixture<SpuriousJudge>
{
    [Fact]
    public async Task Run_WithoutAGuard_EndsInYes()
    {
        (double yesBefore, double distinctBefore) = await SpuriousJudge.DrawAsync(null);

        TrainingOutcome outcome = judge.Run(SpuriousJudge.Guardless, new RecordingObserver(), "guardless");
        (double yes, double distinct) = await SpuriousJudge.DrawAsync(outcome.Folder);

        Assert.Equal((TrainingEnd.Completed, 28), (outcome.End, outcome.ResultStep));
        Assert.InRange(yesBefore, 0, 0.1);
        Assert.InRange(yes, 0.5, 1);
        Assert.InRange(distinct, 0, distinctBefore / 2);
    }

    [Fact]
    public async Task Run_WithTheDefaultGuard_WarnsAndIsStopped_AndHandsOutWhatStillDiffers()
    {
        (_, double distinctBefore) = await SpuriousJudge.DrawAsync(null);
        RecordingObserver heard = new();

        TrainingOutcome outcome = judge.Run(SpuriousJudge.Guardless with { Guard = new CollapseGuardSettings() }, heard, "guarded");
        (double yes, double distinct) = await SpuriousJudge.DrawAsync(outcome.Folder);

        Assert.Equal(TrainingEnd.Guarded, outcome.End);
        Assert.InRange(outcome.Steps, outcome.ResultStep + 1, 27);
        Assert.InRange(outcome.ResultStep, 1, 27);
        Assert.InRange(yes, 0, 0.5);
        Assert.InRange(distinct, 0.75 * distinctBefore, 1);
        Assert.Equal((0, MetricNames.NegativeControl, false), (heard.Alarms[0].Step, heard.Alarms[0].Metric, heard.Alarms[0].EndsRun));
        Assert.Contains("the evaluator likes \u201C", heard.Alarms[0].Message, StringComparison.Ordinal);
    }
}
