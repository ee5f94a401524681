using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>
/// What a run does: the loss, how long, how fast. Stored with the run as JSON, so the names of recipes and of settings are
/// frozen. The defaults are the original's; where it has none, ours.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "recipe", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(PretrainRecipe), "pretrain")]
[JsonDerivedType(typeof(GeneratorSftRecipe), "sft-generator")]
[JsonDerivedType(typeof(EvaluatorSftRecipe), "sft-evaluator")]
[JsonDerivedType(typeof(DpoRecipe), "dpo-generator")]
[JsonDerivedType(typeof(RlaifRecipe), "rlaif-generator")]
[JsonDerivedType(typeof(GrpoRecipe), "grpo-generator")]
public abstract record TrainingRecipe
{
    /// <summary>The same seed and data give the same numbers.</summary>
    public long Seed { get; init; } = 100;

    /// <summary>Optimizer steps; null to go by <see cref="Epochs"/>.</summary>
    public int? Steps { get; init; }

    /// <summary>Times through the data, where <see cref="Steps"/> does not say.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>Texts, pairs or prompts computed together.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Batches whose gradients make one step.</summary>
    public int AccumulationSteps { get; init; } = 1;

    public double LearningRate { get; init; } = 1e-4;

    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Steps in which the learning rate grows from 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>AdamW's decay of the weights.</summary>
    public double WeightDecay { get; init; }

    /// <summary>AdamW's decay of the average of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the average of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>Gradients longer than this, all of them together, are shortened to it; 0 leaves them.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Most tokens of a text; never more than the model's context.</summary>
    public int ContextLength { get; init; } = 2048;

    /// <summary>The adapter to tune; null where all weights are.</summary>
    public LoraSettings? Lora { get; init; } = new();

    /// <summary>Computes blocks again in the backward pass instead of keeping what they made: less memory for a third more time.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>The type activations are computed in; weights that are tuned, and their averages, stay in Float32.</summary>
    public TrainingPrecision Precision { get; init; }

    /// <summary>Steps between checkpoints; 0 for one at the end only.</summary>
    public int CheckpointEvery { get; init; } = 50;

    /// <summary>Steps between sets of samples; 0 for none.</summary>
    public int SampleEvery { get; init; } = 20;

    /// <summary>Steps between looks at the held-out part; 0 for none but at the end.</summary>
    public int EvaluateEvery { get; init; } = 25;

    /// <summary>The recipe's frozen name, as it is stored and as the command line calls it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Everything wrong with the settings, one line each.</summary>
    public IReadOnlyList<string> FindFaults() => [.. CommonFaults(), .. Lora?.FindFaults() ?? [], .. OwnFaults()];

    /// <exception cref="UserFacingException">A setting is out of range; the message lists every fault.</exception>
    public void Validate()
    {
        IReadOnlyList<string> faults = FindFaults();
        if (faults.Count > 0)
        {
            throw new UserFacingException($"The recipe {Name} cannot be run. {string.Join(" ", faults)}");
        }
    }

    /// <summary>What is wrong with the settings that only this recipe has.</summary>
    private protected virtual IEnumerable<string> OwnFaults() => [];

    private IEnumerable<string> CommonFaults()
    {
        if (Steps is < 1)
        {
            yield return RecipeFaults.Range(nameof(Steps), Steps.Value, "1 or more");
        }

        if (Steps is null && Epochs is not (> 0 and <= 10_000))
        {
            yield return RecipeFaults.Range(nameof(Epochs), Epochs, "above 0 and at most 10000");
        }

        (string Name, int Value, int Least)[] counts =
        [
            (nameof(BatchSize), BatchSize, 1), (nameof(AccumulationSteps), AccumulationSteps, 1), (nameof(WarmupSteps), WarmupSteps, 0),
            (nameof(ContextLength), ContextLength, 8), (nameof(CheckpointEvery), CheckpointEvery, 0), (nameof(SampleEvery), SampleEvery, 0),
            (nameof(EvaluateEvery), EvaluateEvery, 0),
        ];
        foreach ((string name, int value, int least) in counts)
        {
            if (value < least)
            {
                yield return RecipeFaults.Range(name, value, FormattableString.Invariant($"{least} or more"));
            }
        }

        if (LearningRate is not (> 0 and <= 1))
        {
            yield return RecipeFaults.Range(nameof(LearningRate), LearningRate, "above 0 and at most 1");
        }

        (string Name, double Value)[] shares = [(nameof(WeightDecay), WeightDecay), (nameof(Beta1), Beta1), (nameof(Beta2), Beta2)];
        foreach ((string name, double value) in shares)
        {
            if (value is not (>= 0 and < 1))
            {
                yield return RecipeFaults.Range(name, value, "0 to below 1");
            }
        }

        if (ClipNorm is not (>= 0 and <= double.MaxValue))
        {
            yield return RecipeFaults.Range(nameof(ClipNorm), ClipNorm, "0 (off) or above");
        }
    }
}
