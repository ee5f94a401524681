using MiniHF.Engine;
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

    [Fact]
    public void Run_TowardsAnEvaluatorThatLikesAnything_IsRefusedByName_UnlessUnguarded()
    {
        string praise = _folder.Write("praise.jsonl", string.Join('\n', Enumerable.Range(0, 16).Select(i =>
            $$"""{"prompt": "The {{i}}th fox", "response": "{{new string((char)('a' + i), 9)}} {{i * 37}}, and", "rating": true, "question": "Is this good? {prompt}{response}"}""")));
        EvaluatorSftRecipe tuning = new() { Steps = 30, BatchSize = 8, LearningRate = 1e-2, CheckpointEvery = 0, EvaluateEvery = 0 };
        TrainingJob judge = _folder.Job(tuning, praise, "judging") with { OutputFolder = _folder.PathOf("lenient") };
        Trainer.Run(judge, new RecordingObserver(), CancellationToken.None);
        TrainingJob job = _folder.Job(Policy with { Steps = 1, Guard = new CollapseGuardSettings() }, Prompts()) with { EvaluatorAdapter = judge.OutputFolder };

        UserFacingException error = Assert.Throws<UserFacingException>(() => Trainer.Run(job, new RecordingObserver(), CancellationToken.None));
        TrainingOutcome unguarded = Trainer.Run(job with { Recipe = Policy with { Steps = 1 } }, new RecordingObserver(), CancellationToken.None);

        Assert.StartsWith("The evaluator lenient likes texts that are plainly bad (negative_control: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, unguarded.Steps);
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
