namespace MiniHF.Engine.Training;

/// <summary>All weights, on plain text: next-token loss over packed documents. The output is a model directory, not an adapter.</summary>
public sealed record PretrainRecipe : TrainingRecipe
{
    public PretrainRecipe()
    {
        Lora = null;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cosine;
        WarmupSteps = 100;
        WeightDecay = 0.1;
        Beta2 = 0.95;
        BatchSize = 8;
        ContextLength = 512;
    }

    public override string Name => "pretrain";

    /// <summary>Begin with fresh weights of the model directory's shape instead of its weights.</summary>
    public bool FromScratch { get; init; }

    private protected override IEnumerable<string> OwnFaults()
    {
        if (Lora is not null)
        {
            yield return "Lora is set; this recipe tunes all weights.";
        }
    }
}
