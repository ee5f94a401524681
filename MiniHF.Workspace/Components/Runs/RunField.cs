using System.Globalization;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A number of a recipe: its name, what it does in plain words, its range, and how it is read and set.</summary>
/// <param name="Get">Null where the recipe has no such number, or it is left open.</param>
public sealed record RunField(
    string Name,
    string Label,
    string Explanation,
    double Least,
    double Most,
    bool IsWhole,
    Func<TrainingRecipe, double?> Get,
    Func<TrainingRecipe, double, TrainingRecipe> Set)
{
    /// <summary>May be left empty.</summary>
    public Func<TrainingRecipe, TrainingRecipe>? Clear { get; init; }

    /// <summary>Which recipes have it.</summary>
    public Func<TrainingRecipe, bool> Applies { get; init; } = _ => true;

    public static IReadOnlyList<RunField> All { get; } =
    [
        new("steps", "Steps", "How many times the weights move; empty to go by epochs.", 1, 1_000_000, true, r => r.Steps, (r, v) => r with { Steps = (int)v }) { Clear = r => r with { Steps = null } },
        new("epochs", "Epochs", "Times through the data, where steps are left open.", 0.01, 1000, false, r => r.Epochs, (r, v) => r with { Epochs = v }),
        new("lr", "Learning rate", "How far each step goes. Too high forgets, too low does nothing.", 1e-7, 1, false, r => r.LearningRate, (r, v) => r with { LearningRate = v }),
        new("batch", "Batch", "Texts computed together: more is steadier, and takes more memory.", 1, 1024, true, r => r.BatchSize, (r, v) => r with { BatchSize = (int)v }),
        new("accumulate", "Batches a step", "So many batches make one step, where memory is short.", 1, 1024, true, r => r.AccumulationSteps, (r, v) => r with { AccumulationSteps = (int)v }),
        new("rank", "Rank", "How much the adapter can hold; 8 is plenty for a taste.", 1, 1024, true, r => r.Lora?.Rank, (r, v) => r with { Lora = (r.Lora ?? new()) with { Rank = (int)v } }) { Applies = r => r.Lora is not null },
        new("dropout", "Dropout", "Share of the adapter left out at random, against learning by heart.", 0, 0.9, false, r => r.Lora?.Dropout, (r, v) => r with { Lora = (r.Lora ?? new()) with { Dropout = v } }) { Applies = r => r.Lora is not null },
        new("context", "Context", "Most tokens of one text.", 8, 131072, true, r => r.ContextLength, (r, v) => r with { ContextLength = (int)v }),
        new("beta", "β", "How dear it is to leave what the model was.", 0.001, 100, false, r => (r as DpoRecipe)?.Beta, (r, v) => r is DpoRecipe d ? d with { Beta = v } : r) { Applies = r => r is DpoRecipe },
        new("kl", "KL weight", "How dear it is to leave what the model was.", 0, 1000, false, r => (r as RewardRecipe)?.KlWeight, (r, v) => r is RewardRecipe w ? w with { KlWeight = v } : r) { Applies = r => r is RewardRecipe },
        new("length", "Sample length", "Tokens of each text it writes to be judged.", 1, 4096, true, r => (r as RewardRecipe)?.Length, (r, v) => r is RewardRecipe w ? w with { Length = (int)v } : r) { Applies = r => r is RewardRecipe },
        new("generations", "Texts a beginning", "Compared with each other.", 2, 64, true, r => (r as GrpoRecipe)?.Generations, (r, v) => r is GrpoRecipe g ? g with { Generations = (int)v } : r) { Applies = r => r is GrpoRecipe },
        new("warmup", "Warm-up", "Steps in which the learning rate grows from 0.", 0, 100_000, true, r => r.WarmupSteps, (r, v) => r with { WarmupSteps = (int)v }),
        new("checkpoint", "Checkpoint every", "Steps between saves; a worker that dies loses no more than these.", 0, 100_000, true, r => r.CheckpointEvery, (r, v) => r with { CheckpointEvery = (int)v }),
        new("sample", "Samples every", "Steps between looks at what it writes; 0 for none.", 0, 100_000, true, r => r.SampleEvery, (r, v) => r with { SampleEvery = (int)v }),
        new("evaluate", "Measure every", "Steps between looks at what is held out; 0 for the end only.", 0, 100_000, true, r => r.EvaluateEvery, (r, v) => r with { EvaluateEvery = (int)v }),
        new("seed", "Seed", "The same seed and data give the same numbers.", 0, 9_007_199_254_740_991, true, r => r.Seed, (r, v) => r with { Seed = (long)v }),
    ];

    /// <summary>The value as the field shows it.</summary>
    public string Show(TrainingRecipe recipe) => Get(recipe) is { } value
        ? value.ToString(IsWhole ? "0" : value is > 0 and < 0.001 ? "0.##e-0" : "0.####", CultureInfo.InvariantCulture)
        : "";

    /// <summary>Reads what was typed. Gives the recipe with it, or the reason it cannot be.</summary>
    public (TrainingRecipe? Recipe, string? Problem) Read(TrainingRecipe recipe, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) && Clear is { } clear)
        {
            return (clear(recipe), null);
        }

        return double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= Least && value <= Most && (!IsWhole || value == Math.Truncate(value))
                ? (Set(recipe, value), null)
                : (null, $"{Label} is a {(IsWhole ? "whole number" : "number")} from {Bound(Least)} to {Bound(Most)}.");
    }

    private static string Bound(double value) => value is > 0 and < 0.001 ? value.ToString("0.##e-0", CultureInfo.InvariantCulture) : Words.Number(value);
}
