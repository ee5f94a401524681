using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Models;
using MiniHF.Engine.Torch;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    private static GeneratorSftRecipe Recipe { get; } = new()
    {
        Steps = 6,
        BatchSize = 2,
        AccumulationSteps = 2,
        ContextLength = 64,
        LearningRate = 3e-3,
        WarmupSteps = 2,
        CheckpointEvery = 2,
        EvaluateEvery = 3,
        Lora = new LoraSettings(Rank: 4, Dropout: 0.1),
        TopUpTokens = 0,
    };

    [Fact]
    public void Run_ToItsEnd_LowersTheLossAndLeavesAnAdapterThatLoads()
    {
        TrainingRecipe recipe = Recipe with { Steps = 30, LearningRate = 2e-2, Lora = new LoraSettings(Rank: 8, Alpha: 16) };

        RecordingObserver heard = new();
        TrainingOutcome outcome = Trainer.Run(_folder.Job(recipe, _folder.WriteTexts()), heard, CancellationToken.None);

        Assert.Equal((TrainingEnd.Completed, 30, 30), (outcome.End, outcome.Steps, outcome.ResultStep));
        Assert.True(heard.Losses[^1] < heard.Losses[0] - 0.5, $"{heard.Losses[0]} → {heard.Losses[^1]}");
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(_folder.Model), new EngineOptions());
        using LoraAdapter adapter = LoraAdapter.Load(outcome.Folder, model);
        Assert.Equal(heard.Start?.TrainedParameters, adapter.ParameterCount);
    }

    [Fact]
    public void Run_TwiceWithOneSeed_GivesTheSameNumbers()
    {
        string texts = _folder.WriteTexts();
        RecordingObserver first = new();
        RecordingObserver second = new();

        Trainer.Run(_folder.Job(Recipe, texts, "first"), first, CancellationToken.None);
        Trainer.Run(_folder.Job(Recipe, texts, "second"), second, CancellationToken.None);

        Assert.Equal(first.Losses, second.Losses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Run_StoppedAfterAnyStep_GoesOnAsIfItHadNotBeen(int stop)
    {
        string texts = _folder.WriteTexts();
        RecordingObserver undisturbed = new();
        Trainer.Run(_folder.Job(Recipe, texts, "undisturbed"), undisturbed, CancellationToken.None);
        using CancellationTokenSource stopping = new();
        RecordingObserver before = new() { AfterStep = step => { if (step == stop) { stopping.Cancel(); } } };
        TrainingJob job = _folder.Job(Recipe, texts);

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Run(job, before, stopping.Token));
        RecordingObserver after = new();
        Trainer.Run(job, after, CancellationToken.None);

        Assert.Equal(stop, after.Start?.ResumedFrom);
        Assert.Equal(undisturbed.Losses, before.Losses.Concat(after.Losses).ToArray());
    }

    [Fact]
    public void Run_KilledBetweenCheckpoints_GoesOnFromTheLastOne()
    {
        string texts = _folder.WriteTexts();
        RecordingObserver undisturbed = new();
        Trainer.Run(_folder.Job(Recipe, texts, "undisturbed"), undisturbed, CancellationToken.None);
        TrainingJob job = _folder.Job(Recipe, texts);

        // Thrown out of the middle of a step, nothing is written on the way, as when the process is killed.
        Assert.Throws<InvalidOperationException>(() => Trainer.Run(
            job, new RecordingObserver { AfterStep = step => { if (step == 5) { throw new InvalidOperationException(); } } }, CancellationToken.None));
        RecordingObserver after = new();
        Trainer.Run(job, after, CancellationToken.None);

        Assert.Equal(4, after.Start?.ResumedFrom);
        Assert.Equal(undisturbed.Losses[4..], after.Losses);
    }

    [Fact]
    public void Run_ComputingBlocksAgain_GivesTheSameLosses()
    {
        string texts = _folder.WriteTexts();
        RecordingObserver kept = new();
        RecordingObserver again = new();

        Trainer.Run(_folder.Job(Recipe, texts, "kept"), kept, CancellationToken.None);
        Trainer.Run(_folder.Job(Recipe with { GradientCheckpointing = true }, texts, "again"), again, CancellationToken.None);

        // The first pass, whose results nothing is derived from, takes shorter ways to the same numbers.
        Assert.All(kept.Losses.Zip(again.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Run_Accumulating_TakesTheStepOfOneLargeBatch()
    {
        string texts = _folder.WriteTexts();
        TrainingRecipe plain = Recipe with { Lora = new LoraSettings(Rank: 4) };
        RecordingObserver parts = new();
        RecordingObserver whole = new();

        Trainer.Run(_folder.Job(plain with { BatchSize = 1, AccumulationSteps = 4 }, texts, "parts"), parts, CancellationToken.None);
        Trainer.Run(_folder.Job(plain with { BatchSize = 4, AccumulationSteps = 1 }, texts, "whole"), whole, CancellationToken.None);

        Assert.All(parts.Losses.Zip(whole.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Run_OfAllWeights_LeavesAModelThatLoadsAndGoesOn()
    {
        PretrainRecipe recipe = new() { Steps = 4, BatchSize = 2, ContextLength = 64, CheckpointEvery = 2, WarmupSteps = 1, EvaluateEvery = 0, FromScratch = true };
        TrainingJob job = _folder.Job(recipe, _folder.WriteTexts());

        RecordingObserver heard = new();
        TrainingOutcome outcome = Trainer.Run(job, heard, CancellationToken.None);
        RecordingObserver further = new();
        TrainingOutcome again = Trainer.Run(job, further, CancellationToken.None);

        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(outcome.Folder), new EngineOptions());
        Assert.Equal(model.ParameterCount, heard.Start?.TrainedParameters);
        Assert.Equal((4, 4), (further.Start?.ResumedFrom, again.Steps));
        Assert.Empty(further.Losses);
    }

    [Fact]
    public void Run_OfAnEvaluator_LearnsToAnswer()
    {
        string examples = _folder.Write("examples.jsonl", string.Join('\n', Enumerable.Range(0, 40).Select(i =>
            $$"""{"inputs": "Is the number {{(i % 2 == 0 ? "even" : "odd")}}?", "targets": "{{(i % 2 == 0 ? "Yes" : "No")}}"}""")));
        EvaluatorSftRecipe recipe = new() { Steps = 80, BatchSize = 8, LearningRate = 2e-2, EvaluateEvery = 0, Lora = new LoraSettings(Rank: 8, Alpha: 16, Targets: [LoraSettings.Blocks, LoraSettings.Head]) };

        TrainingOutcome outcome = Trainer.Run(
            _folder.Job(recipe, examples) with { HeldOut = [new DataSource(examples)] }, new RecordingObserver(), CancellationToken.None);

        Assert.Equal(1, outcome.Metrics[MetricNames.EvaluationAccuracy]);
    }

    [Fact]
    public void Run_WhoseLossIsNoNumber_SaysSoAndKeepsWhatWasSaved()
    {
        TrainingJob job = _folder.Job(Recipe, _folder.WriteTexts());
        Assert.Throws<InvalidOperationException>(() => Trainer.Run(
            job, new RecordingObserver { AfterStep = step => { if (step == 4) { throw new InvalidOperationException(); } } }, CancellationToken.None));
        _folder.BreakModel();

        UserFacingException fault = Assert.Throws<UserFacingException>(() => Trainer.Run(job, new RecordingObserver(), CancellationToken.None));

        Assert.Equal(
            "The loss of step 3 is not a number. The checkpoint of step 2 is kept: go on with a lower learning rate than 0.003, or look for broken items in the data.",
            fault.Message);
        Assert.True(Directory.Exists(Path.Combine(job.WorkingFolder, "checkpoint-00000002")));
    }

    [Fact]
    public void Run_OnAFileWithNothingToLearn_SaysSo()
    {
        UserFacingException fault = Assert.Throws<UserFacingException>(() =>
            Trainer.Run(_folder.Job(Recipe, _folder.Write("empty.txt", "  \n")), new RecordingObserver(), CancellationToken.None));

        Assert.Equal($"{Path.Combine(_folder.Path, "empty.txt")} holds nothing to learn from.", fault.Message);
    }

    [Theory]
    [InlineData("sft-generator", """{"prompt": "Once upon a time"}""", "texts, and from what somebody liked")]
    [InlineData("sft-evaluator", """{"text": "Once upon a time"}""", "texts that somebody rated, and from examples with inputs and targets")]
    [InlineData("dpo-generator", """{"prompt": "Once", "chosen": " more", "rejected": " more"}""", "pairs of different texts of which one was preferred")]
    public void Run_OnItemsTheRecipeHasNoUseFor_SaysWhatItLearnsFrom(string name, string line, string wanted)
    {
        TrainingRecipe recipe = name switch { "sft-generator" => new GeneratorSftRecipe(), "sft-evaluator" => new EvaluatorSftRecipe(), _ => new DpoRecipe() };
        string file = _folder.Write("other.jsonl", line);

        UserFacingException fault = Assert.Throws<UserFacingException>(() => Trainer.Run(_folder.Job(recipe, file), new RecordingObserver(), CancellationToken.None));

        Assert.Equal($"The recipe {name} finds nothing to learn from in {file}: it learns from {wanted}.", fault.Message);
    }

    [Fact]
    public void Run_WithoutEnoughMemory_SaysSoAndKeepsWhatWasSaved()
    {
        TrainingJob job = _folder.Job(Recipe, _folder.WriteTexts());
        RecordingObserver greedy = new()
        {
            AfterStep = step =>
            {
                if (step == 3)
                {
                    using torch.Tensor none = torch.zeros(1L << 46);
                }
            },
        };

        UserFacingException fault = Assert.Throws<UserFacingException>(() => Trainer.Run(job, greedy, CancellationToken.None));

        Assert.Equal("There is not enough memory for sft-generator. What was saved is kept; go on with a smaller batch or context, or with gradient checkpointing.", fault.Message);
        Assert.True(Directory.Exists(Path.Combine(job.WorkingFolder, "checkpoint-00000002")));
    }

    public void Dispose() => _folder.Dispose();
}
