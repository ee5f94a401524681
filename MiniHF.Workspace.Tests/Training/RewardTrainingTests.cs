using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

public sealed class RewardTrainingTests : IDisposable
{
    private const string Constitution = "==[ Principle: good; Weight: 1.0; Answer: Yes ]==\nIs this good? {prompt}{response}\n";

    private readonly TrainingFolder _folder = new();

    private static RlaifRecipe Policy { get; } = new()
    {
        Constitution = Constitution,
        Steps = 4,
        BatchSize = 3,
        AccumulationSteps = 1,
        Length = 6,
        LearningRate = 1e-2,
        CheckpointEvery = 2,
        EvaluateEvery = 2,
        SampleEvery = 0,
        HeldOutPrompts = 2,
        Guard = null,
    };

    public static TheoryData<string> Names { get; } = ["leave-one-out", "moving-average", "rloo", "grpo", "dpo"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Stopped_GoesOnAsIfItHadNotBeen(string name)
    {
        TrainingRecipe recipe = Recipe(name);
        string prompts = Prompts();
        RecordingObserver undisturbed = new();
        Trainer.Run(_folder.Job(recipe, prompts, "undisturbed"), undisturbed, CancellationToken.None);
        using CancellationTokenSource stopping = new();
        RecordingObserver before = new() { AfterStep = step => { if (step == 3) { stopping.Cancel(); } } };
        TrainingJob job = _folder.Job(recipe, prompts);

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Run(job, before, stopping.Token));
        RecordingObserver after = new();
        Trainer.Run(job, after, CancellationToken.None);

        Assert.Equal(undisturbed.Losses, before.Losses.Concat(after.Losses).ToArray());
        Assert.All(undisturbed.Losses, loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void Guard_WhoseScoreDoesNotRise_StopsTheRunAndKeepsTheBest()
    {
        RlaifRecipe recipe = Policy with { Steps = 40, EvaluateEvery = 1, LearningRate = 1e-6, Guard = new CollapseGuardSettings { Patience = 2 } };
        RecordingObserver heard = new();

        TrainingOutcome outcome = Trainer.Run(_folder.Job(recipe, Prompts()), heard, CancellationToken.None);

        Assert.Equal(TrainingEnd.Guarded, outcome.End);
        Assert.True(outcome.Steps < 40);
        Assert.Equal(heard.Alarms[^1].Message, outcome.Reason);
    }

    public void Dispose() => _folder.Dispose();

    private static TrainingRecipe Recipe(string name) => name switch
    {
        "leave-one-out" => Policy,
        "moving-average" => Policy with { Baseline = RewardBaseline.MovingAverage },
        "dpo" => new DpoRecipe
        {
            Constitution = Constitution,
            Steps = 4,
            BatchSize = 2,
            Length = 6,
            CheckpointEvery = 2,
            EvaluateEvery = 2,
            SampleEvery = 0,
            Guard = null,
        },
        _ => new GrpoRecipe
        {
            Constitution = Constitution,
            Steps = 4,
            BatchSize = 2,
            Generations = 3,
            Length = 6,
            CheckpointEvery = 2,
            EvaluateEvery = 2,
            SampleEvery = 0,
            HeldOutPrompts = 2,
            Guard = null,
            Advantage = name == "rloo" ? GroupAdvantage.Rloo : GroupAdvantage.Grpo,
        },
    };

    private string Prompts() => _folder.Write("prompts.txt", string.Join("<|endprompt|>", Enumerable.Range(0, 8).Select(i => $"The {i}th fox")));
}
