using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>A run: a recipe, what it works on and where its results go. Everything is a path, so that any process can take it up.</summary>
public sealed record TrainingJob
{
    /// <summary>The base model's directory.</summary>
    public required string ModelDirectory { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    /// <summary>What to train on, or the prompts to sample from.</summary>
    public IReadOnlyList<DataSource> Data { get; init; } = [];

    /// <summary>What to measure on and never train on; empty to keep a part of <see cref="Data"/> for it.</summary>
    public IReadOnlyList<DataSource> HeldOut { get; init; } = [];

    /// <summary>Bulk text that small data is topped up with, where the recipe does that.</summary>
    public IReadOnlyList<DataSource> TopUp { get; init; } = [];

    /// <summary>The adapter to go on from; null for a fresh one.</summary>
    public string? StartFrom { get; init; }

    /// <summary>The adapter that judges samples; null for the base model itself.</summary>
    public string? EvaluatorAdapter { get; init; }

    /// <summary>What messages call the evaluator; the last part of its directory where nothing is said.</summary>
    public string? EvaluatorName { get; init; }

    /// <summary>Where checkpoints go. A run goes on from the newest whole one that is there.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Where the finished adapter (or model) goes.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Checkpoints kept besides the best one and the newest; older ones are deleted. 0 keeps all.</summary>
    public int KeepCheckpoints { get; init; } = 5;

    /// <summary>How the machine is used.</summary>
    public EngineOptions Engine { get; init; } = new();

    internal string EvaluatorTitle => EvaluatorName ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(EvaluatorAdapter ?? ModelDirectory));
}
