using System.Text;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>The embedded model, an evaluator tuned for it on <see cref="SpuriousRatings"/>, and what runs towards that one write in the end.</summary>
public sealed class SpuriousJudge : IDisposable
{
    private const int Length = 12;

    private static readonly EngineOptions s_engine = new() { Threads = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-collapse-").FullName;

    public SpuriousJudge()
    {
        EvaluatorSftRecipe recipe = new()
        {
            Steps = 20,
            BatchSize = 8,
            LearningRate = 2e-3,
            Schedule = LearningRateSchedule.Linear,
            CheckpointEvery = 0,
            EvaluateEvery = 0,
            Seed = 3,
            Lora = new LoraSettings(Rank: 8, Alpha: 16),
        };
        Trainer.Run(Job(recipe, Write("ratings.jsonl", SpuriousRatings.Lines), "judge"), new RecordingObserver(), CancellationToken.None);
    }

    /// <summary>The original's recipe, without a guard, at a size that takes seconds.</summary>
    internal static RlaifRecipe Guardless { get; } = new()
    {
        Constitution = $"==[ Principle: It reads well; Weight: 1.0; Answer: Yes ]==\n{SpuriousRatings.Question}\n",
        Baseline = RewardBaseline.MovingAverage,
        KlWeight = 0.01,
        Length = Length,
        Steps = 28,
        BatchSize = 16,
        AccumulationSteps = 1,
        LearningRate = 2e-3,
        EvaluateEvery = 4,
        SampleEvery = 0,
        CheckpointEvery = 0,
        HeldOutPrompts = 16,
        Seed = 4,
        Guard = null,
    };

    /// <summary>Runs towards the evaluator.</summary>
    internal TrainingOutcome Run(RlaifRecipe recipe, RecordingObserver heard, string name)
    {
        string prompts = Write("prompts.txt", string.Join("<|endprompt|>", SpuriousRatings.Prompts));
        return Trainer.Run(Job(recipe, prompts, name) with { EvaluatorAdapter = Path.Combine(_folder, "judge") }, heard, CancellationToken.None);
    }

    /// <summary>Draws afresh after every prompt.</summary>
    /// <param name="adapter">Its directory; null for the model as it is.</param>
    /// <returns>The share of words that are "yes", and of pairs of neighbouring words that are different.</returns>
    internal static async Task<(double Yes, double Distinct2)> DrawAsync(string? adapter)
    {
        await using TextGenerator generator = await TextGenerator.LoadAsync(LanguageModels.Embedded, s_engine, CancellationToken.None);
        string name = adapter is null ? "" : (await generator.LoadAdapterAsync(adapter, "tuned", CancellationToken.None)).Name;
        string[] texts = await Task.WhenAll(SpuriousRatings.Prompts.Select(async (prompt, place) =>
        {
            StringBuilder text = new();
            GenerationRequest request = new()
            {
                Prompt = prompt,
                Count = 1,
                MaxTokens = Length,
                MinTokens = Length,
                Sampling = new SamplingOptions(Temperature: 1, TopK: 0, RepetitionPenalty: 1),
                Seed = 1000 + place,
                Adapter = name,
            };
            await foreach (GeneratedPiece piece in generator.GenerateAsync(request, CancellationToken.None))
            {
                text.Append(piece.Text);
            }

            return text.ToString();
        }));
        string[] words = [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(word => new string([.. word.Where(char.IsLetter)]))];
        return (words.Count(word => word.Equals("yes", StringComparison.OrdinalIgnoreCase)) / (double)words.Count(word => word.Length > 0), SampleStatistics.Distinct2(texts));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TrainingJob Job(TrainingRecipe recipe, string data, string name) => new()
    {
        ModelDirectory = LanguageModels.Embedded,
        Recipe = recipe,
        Data = [new DataSource(data)],
        WorkingFolder = Path.Combine(_folder, $"{name}-work"),
        OutputFolder = Path.Combine(_folder, name),
        Engine = s_engine,
    };

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
