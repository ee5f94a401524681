namespace MiniHF.Engine.Training;

/// <summary>
/// Teaches a generator to write like the data (sft_generator.py): next-token loss over packed documents, or over the targets
/// of examples that have inputs. Small data is topped up with bulk text.
/// </summary>
public sealed record GeneratorSftRecipe : TrainingRecipe
{
    public override string Name => "sft-generator";

    /// <summary>Bulk text is added until there are this many tokens, where the job names bulk text.</summary>
    public long TopUpTokens { get; init; } = 5L * 1024 * 1024;

    private protected override IEnumerable<string> OwnFaults()
    {
        if (TopUpTokens < 0)
        {
            yield return RecipeFaults.Range(nameof(TopUpTokens), TopUpTokens, "0 or more");
        }

        if (Lora is null)
        {
            yield return "Lora is missing; this recipe tunes an adapter.";
        }
    }
}
