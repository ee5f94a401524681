using MiniHF.Engine;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training.Distributed;

/// <summary>Runs that two share, here as two threads of one process with a Gloo group between them.</summary>
public sealed class SharedTrainingTests : IDisposable
{
    private const string Constitution = "==[ Principle: good; Weight: 1.0; Answer: Yes ]==\nIs this good? {prompt}{response}\n";

    private readonly TrainingFolder _folder = new();

    public static TheoryData<string> Names { get; } = ["pretrain", "sft-generator", "leave-one-out", "moving-average", "rloo", "grpo", "fresh-dpo"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_SharedByTwo_TakesTheStepsOfOneWithTheJointBatch(string name)
    {
        TrainingRecipe recipe = Recipe(name);
        string data = Data(recipe);
        RecordingObserver alone = new();
        TrainingOutcome one = Trainer.Run(Job(recipe, data, "alone"), alone, CancellationToken.None);
        RecordingObserver together = new();

        TrainingOutcome[] two = await RunTogetherAsync(Job(recipe, data, "together"), Job(recipe, data, "nowhere"), together);

        Gradients.AssertClose(Gradients.OfFirstStep(Path.Combine(_folder.Path, "alone")), Gradients.OfFirstStep(Path.Combine(_folder.Path, "together")));
        Assert.Equal(alone.Losses.Length, together.Losses.Length);
        Assert.All(alone.Losses.Zip(together.Losses), both => Assert.Equal(both.First, both.Second, 1e-4));
        Assert.All(
            alone.Steps[^1].Metrics.Where(metric => !IsOfTheMachine(metric.Key)),
            metric => Assert.Equal(metric.Value, together.Steps[^1].Metrics[metric.Key], Math.Max(1e-3, Math.Abs(metric.Value) * 1e-3)));
        Assert.Equal(two[0].WeightsHash, two[1].WeightsHash);
        Assert.NotEqual("", one.WeightsHash);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "nowhere")));
    }

    [Fact]
    public async Task Run_StoppedInOneOfTwo_StopsBothAndGoesOnAloneAsIfItHadNotBeen()
    {
        TrainingRecipe recipe = Recipe("sft-generator");
        string data = Data(recipe);
        RecordingObserver undisturbed = new();
        Trainer.Run(Job(recipe, data, "undisturbed"), undisturbed, CancellationToken.None);
        using CancellationTokenSource second = new();
        RecordingObserver before = new() { AfterStep = step => { if (step == 2) { second.Cancel(); } } };
        TrainingJob job = Job(recipe, data, "work");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunTogetherAsync(job, Job(recipe, data, "nowhere"), before, second.Token));
        RecordingObserver after = new();
        Trainer.Run(job, after, CancellationToken.None);

        Assert.True(after.Start?.ResumedFrom >= 2);
        Assert.All(undisturbed.Losses.Zip(before.Losses.Concat(after.Losses)), both => Assert.Equal(both.First, both.Second, 1e-4));
        Assert.Equal(undisturbed.Losses.Length, before.Losses.Length + after.Losses.Length);
    }

    [Fact]
    public async Task Run_StoppedAlone_GoesOnWithTwo()
    {
        TrainingRecipe recipe = Recipe("leave-one-out");
        string data = Data(recipe);
        RecordingObserver undisturbed = new();
        Trainer.Run(Job(recipe, data, "undisturbed"), undisturbed, CancellationToken.None);
        using CancellationTokenSource stopping = new();
        RecordingObserver before = new() { AfterStep = step => { if (step == 2) { stopping.Cancel(); } } };
        TrainingJob job = Job(recipe, data, "work");
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Run(job, before, stopping.Token));

        RecordingObserver after = new();
        TrainingOutcome[] two = await RunTogetherAsync(job, Job(recipe, data, "nowhere"), after);

        Assert.Equal(2, after.Start?.ResumedFrom);
        Assert.All(undisturbed.Losses.Zip(before.Losses.Concat(after.Losses)), both => Assert.Equal(both.First, both.Second, 1e-4));
        Assert.Equal(two[0].WeightsHash, two[1].WeightsHash);
    }

    [Fact]
    public async Task Run_BegunWithOtherSettingsInOne_EndsBothAndSaysWhich()
    {
        TrainingRecipe recipe = Recipe("sft-generator");
        string data = Data(recipe);

        Task<TrainingOutcome>[] both = Start(Job(recipe, data, "work"), Job(recipe with { Seed = 7 }, data, "nowhere"), new RecordingObserver(), CancellationToken.None);

        Assert.StartsWith("Another process of this run was started with something else", (await Assert.ThrowsAsync<UserFacingException>(() => both[0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Process 1 was started with other settings than the first one", (await Assert.ThrowsAsync<UserFacingException>(() => both[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithFewerTextsAStepThanProcesses_SaysSo()
    {
        TrainingRecipe recipe = Recipe("sft-generator") with { BatchSize = 1, AccumulationSteps = 1 };
        string data = Data(recipe);

        UserFacingException fault = await Assert.ThrowsAsync<UserFacingException>(() => RunTogetherAsync(Job(recipe, data, "work"), Job(recipe, data, "nowhere"), new RecordingObserver()));

        Assert.Equal("A step of 1 cannot be shared by 2 processes: raise --batch-size, or start fewer.", fault.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsOfTheMachine(string metric) =>
        metric is MetricNames.StepTime or MetricNames.TokensPerSecond or MetricNames.Memory;

    private static async Task<TrainingOutcome[]> RunTogetherAsync(TrainingJob first, TrainingJob second, RecordingObserver observer, CancellationToken secondStops = default) =>
        await Task.WhenAll(Start(first, second, observer, secondStops));

    private static Task<TrainingOutcome>[] Start(TrainingJob first, TrainingJob second, RecordingObserver observer, CancellationToken secondStops)
    {
        int port = FreePort.Find();
        return
        [
            Task.Factory.StartNew(() => Run(0, first, observer, CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(() => Run(1, second, new RecordingObserver(), secondStops), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
        ];

        TrainingOutcome Run(int rank, TrainingJob job, RecordingObserver heard, CancellationToken ct)
        {
            using TrainingGroup group = TrainingGroup.Join(new DistributedOptions(rank, 2, "127.0.0.1", port) { Timeout = TimeSpan.FromMinutes(1) });
            return Trainer.Run(job, group, heard, ct);
        }
    }

    private TrainingJob Job(TrainingRecipe recipe, string data, string working) => _folder.Job(recipe, data, working) with
    {
        OutputFolder = Path.Combine(_folder.Path, $"{working}-result"),
    };

    private string Data(TrainingRecipe recipe) => recipe is RewardRecipe or DpoRecipe
        ? _folder.Write("prompts.txt", string.Join("<|endprompt|>", Enumerable.Range(0, 9).Select(i => $"The {i}th fox")))
        : _folder.WriteTexts();

    private static TrainingRecipe Recipe(string name)
    {
        TrainingRecipe recipe = name switch
        {
            "pretrain" => new PretrainRecipe { ContextLength = 64 },
            "sft-generator" => new GeneratorSftRecipe { ContextLength = 64, TopUpTokens = 0, Lora = new LoraSettings(Rank: 4) },
            "leave-one-out" => new RlaifRecipe { Constitution = Constitution, Length = 6, HeldOutPrompts = 3, Guard = null },
            "moving-average" => new RlaifRecipe { Constitution = Constitution, Length = 6, HeldOutPrompts = 3, Guard = null, Baseline = RewardBaseline.MovingAverage },
            "rloo" => new GrpoRecipe { Constitution = Constitution, Length = 6, HeldOutPrompts = 1, Guard = null, Generations = 3, Advantage = GroupAdvantage.Rloo },
            "grpo" => new GrpoRecipe { Constitution = Constitution, Length = 6, HeldOutPrompts = 3, Guard = null, Generations = 3, Advantage = GroupAdvantage.Grpo },
            _ => new DpoRecipe { Constitution = Constitution, Length = 6, Guard = null },
        };
        return recipe with
        {
            Steps = 4,
            BatchSize = 3,
            AccumulationSteps = 1,
            LearningRate = 1e-3,
            ClipNorm = 0,
            CheckpointEvery = 1,
            EvaluateEvery = 2,
            SampleEvery = 2,
        };
    }
}
