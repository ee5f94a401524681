using MiniHF.Engine;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>What a run shows of the model as it goes.</summary>
public sealed class TrainingSampleTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    public static TheoryData<TrainingRecipe> Recipes { get; } =
    [
        new GeneratorSftRecipe { TopUpTokens = 0 },
        new EvaluatorSftRecipe(),
        new DpoRecipe(),
        new PretrainRecipe { FromScratch = true, WarmupSteps = 0 },
    ];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Samples_OfEveryLook_FollowTheSameBeginningsAndChangeNothing(TrainingRecipe recipe)
    {
        TrainingRecipe seen = recipe with { Steps = 5, SampleEvery = 2, BatchSize = 2, ContextLength = 64, EvaluateEvery = 0, CheckpointEvery = 0, LearningRate = 2e-2 };
        string data = DataFor(recipe);
        RecordingObserver shown = new();
        RecordingObserver unseen = new();

        Trainer.Run(_folder.Job(seen, data, "seen"), shown, CancellationToken.None);
        Trainer.Run(_folder.Job(seen with { SampleEvery = 0 }, data, "unseen"), unseen, CancellationToken.None);

        Assert.Equal([0, 2, 4, 5], shown.Shown.Select(look => look.Step));
        string[] beginnings = [.. shown.Shown[0].Samples.Select(sample => sample.Prompt)];
        Assert.NotEmpty(beginnings);
        Assert.All(shown.Shown, look => Assert.Equal(beginnings, look.Samples.Select(sample => sample.Prompt)));
        Assert.All(shown.Shown.SelectMany(look => look.Samples), sample => Assert.NotEmpty(sample.Text));
        Assert.NotEqual(shown.Shown[0].Samples, shown.Shown[^1].Samples);
        Assert.Equal(unseen.Losses, shown.Losses);
    }

    [Fact]
    public void Answers_AreShownWithWhatTheyShouldBe()
    {
        RecordingObserver heard = new();
        EvaluatorSftRecipe recipe = new() { Steps = 1, BatchSize = 2, SampleEvery = 1, EvaluateEvery = 0 };

        Trainer.Run(_folder.Job(recipe, DataFor(recipe)), heard, CancellationToken.None);

        TrainingSample sample = heard.Shown[^1].Samples[0];
        Assert.Matches(@"^Is the number \d+ (even|odd)\?\n$", sample.Prompt);
        Assert.Matches(@"^(Yes|No) \((right|labelled (yes|no))\)$", sample.Text);
        Assert.Equal(sample.Score > 0, sample.Text.StartsWith("Yes", StringComparison.Ordinal));
    }

    [Fact]
    public void Model_ThatGivesNoNumbers_IsStillToldByItsLoss()
    {
        _folder.BreakModel();
        RecordingObserver heard = new();

        UserFacingException fault = Assert.Throws<UserFacingException>(() => Trainer.Run(
            _folder.Job(new GeneratorSftRecipe { Steps = 3, ContextLength = 64, TopUpTokens = 0 }, DataFor(new GeneratorSftRecipe())), heard, CancellationToken.None));

        Assert.StartsWith("The loss of step 1 is not a number.", fault.Message, StringComparison.Ordinal);
        Assert.Equal((1, MetricNames.Loss, true), heard.Alarms.Select(alarm => (alarm.Step, alarm.Metric, alarm.EndsRun)).Single());
    }

    [Fact]
    public void Gradient_ManyTimesAsLongAsBefore_IsToldOnceAndAgainAfterACheckpoint()
    {
        GradientWatch watch = new(clip: 1);
        TrainingAlarm?[] calm = [.. Enumerable.Range(1, 20).Select(step => watch.Look(step, 0.5))];
        TrainingAlarm? jump = watch.Look(21, 50);
        TrainingAlarm? next = watch.Look(22, 60);
        Dictionary<string, double> kept = [];
        watch.Remember(kept);
        GradientWatch resumed = new(clip: 1);
        resumed.Recall(kept);

        Assert.All(calm, Assert.Null);
        Assert.Equal(
            "Step 21: the gradient is 100 times as long as before (grad_norm: 50). It was shortened to 1. If it happens again, lower the learning rate or look for broken items in the data.",
            jump?.Message);
        Assert.False(jump?.EndsRun);
        Assert.Null(next);
        Assert.Null(resumed.Look(23, 60));
        Assert.NotNull(resumed.Look(60, 600));
    }

    [Fact]
    public void Gradient_ThatGrowsSlowlyOrStaysShort_IsNoAlarm()
    {
        GradientWatch watch = new(clip: 1);

        Assert.All(Enumerable.Range(1, 100), step => Assert.Null(watch.Look(step, 0.01 * Math.Pow(1.05, step))));
        Assert.All(Enumerable.Range(1, 30), step => Assert.Null(new GradientWatch(clip: 1).Look(step, 1e6)));
    }

    public void Dispose() => _folder.Dispose();

    private string DataFor(TrainingRecipe recipe) => recipe switch
    {
        EvaluatorSftRecipe => _folder.Write("answers.jsonl", string.Join('\n', Enumerable.Range(0, 12).Select(i =>
            $$"""{"inputs": "Is the number {{i}} {{(i % 2 == 0 ? "even" : "odd")}}?", "targets": "{{(i % 3 == 0 ? "Yes" : "No")}}"}"""))),
        DpoRecipe => _folder.Write("pairs.jsonl", string.Join('\n', Enumerable.Range(0, 12).Select(i =>
            $$"""{"prompt": "The {{i}}th door", "chosen": " opened onto the sea.", "rejected": " was shut {{i}}."}"""))),
        _ => _folder.WriteTexts(),
    };
}
