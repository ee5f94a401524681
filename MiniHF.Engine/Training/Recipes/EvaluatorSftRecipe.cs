namespace MiniHF.Engine.Training;

/// <summary>
/// Teaches an evaluator to answer (sft_evaluator.py): <c>inputs + suffix + targets + EOS</c>, with the loss on what follows the
/// suffix. Encoded exactly as questions are when the evaluator is asked.
/// </summary>
public sealed record EvaluatorSftRecipe : TrainingRecipe
{
    public EvaluatorSftRecipe()
    {
        ContextLength = 4096;
        CheckpointEvery = 250;
        EvaluateEvery = 250;
        SampleEvery = 0;
        Lora = new LoraSettings(Rank: 32, Alpha: 8, Targets: [LoraSettings.Blocks, LoraSettings.Head]);
    }

    public override string Name => "sft-evaluator";

    /// <summary>What a question ends with before the model answers: the same as when it is asked.</summary>
    public string Suffix { get; init; } = Evaluation.EvaluationPrompt.DefaultSuffix;

    /// <summary>Most examples taken from the data.</summary>
    public int Examples { get; init; } = 100_000;

    private protected override IEnumerable<string> OwnFaults()
    {
        if (Examples < 1)
        {
            yield return RecipeFaults.Range(nameof(Examples), Examples, "1 or more");
        }

        if (Lora is null)
        {
            yield return "Lora is missing; this recipe tunes an adapter.";
        }
    }
}
