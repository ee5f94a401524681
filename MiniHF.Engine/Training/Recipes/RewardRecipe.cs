namespace MiniHF.Engine.Training;

/// <summary>What the recipes share that draw samples and move towards those a constitution likes.</summary>
public abstract record RewardRecipe : TrainingRecipe
{
    private protected RewardRecipe()
    {
        Beta2 = 0.98;
        Steps = 250;
        ContextLength = 1024;
        CheckpointEvery = 25;
        EvaluateEvery = 20;
    }

    /// <summary>The text of the constitution that samples are judged by.</summary>
    public required string Constitution { get; init; }

    /// <summary>What a question ends with before the evaluator answers.</summary>
    public string Suffix { get; init; } = Evaluation.EvaluationPrompt.DefaultSuffix;

    /// <summary>Tokens of a sample.</summary>
    public int Length { get; init; } = 64;

    /// <summary>Divides the logits when samples are drawn; the loss is that of the undivided model.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Whether samples may end before their length is reached.</summary>
    public bool MayEnd { get; init; }

    /// <summary>Weight of the divergence from the reference.</summary>
    public double KlWeight { get; init; } = 1;

    /// <summary>Stops the run before it collapses; null for none, as in the original.</summary>
    public CollapseGuardSettings? Guard { get; init; } = new();

    /// <summary>Prompts kept from training, to sample and score on.</summary>
    public int HeldOutPrompts { get; init; } = 16;

    private protected override IEnumerable<string> OwnFaults()
    {
        if (string.IsNullOrWhiteSpace(Constitution))
        {
            yield return "Constitution is empty; write at least one principle.";
        }

        (string Name, int Value)[] counts = [(nameof(Length), Length), (nameof(HeldOutPrompts), HeldOutPrompts)];
        foreach ((string name, int value) in counts)
        {
            if (value < 1)
            {
                yield return RecipeFaults.Range(name, value, "1 or more");
            }
        }

        if (KlWeight is not (>= 0 and <= 1000))
        {
            yield return RecipeFaults.Range(nameof(KlWeight), KlWeight, "0 to 1000");
        }

        if (Temperature is not (> 0 and <= 10))
        {
            yield return RecipeFaults.Range(nameof(Temperature), Temperature, "above 0 and at most 10");
        }

        if (Lora is null)
        {
            yield return "Lora is missing; this recipe tunes an adapter.";
        }

        foreach (string fault in Guard?.FindFaults() ?? [])
        {
            yield return fault;
        }
    }
}
