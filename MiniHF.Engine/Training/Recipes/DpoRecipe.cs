namespace MiniHF.Engine.Training;

/// <summary>
/// Direct preference optimization (Rafailov et al. 2023) over pairs. A pair's win rate mixes both directions of the loss
/// (rlaif_generator_dpo.py). With a <see cref="Constitution"/>, pairs are drawn and judged as the run goes; without, they come from
/// the data.
/// </summary>
public sealed record DpoRecipe : TrainingRecipe
{
    public DpoRecipe()
    {
        Beta2 = 0.98;
        ContextLength = 1024;
    }

    public override string Name => "dpo-generator";

    /// <summary>The loss's β: how dear it is to leave the reference.</summary>
    public double Beta { get; init; } = 0.18;

    /// <summary>Conservative DPO's ε: how often a preference is believed to be wrong.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The text of a constitution to judge fresh pairs by; null where the data has the pairs.</summary>
    public string? Constitution { get; init; }

    /// <summary>From the difference of two scores to a win rate, for fresh pairs: <c>σ(scale · (s₁ − s₂))</c>.</summary>
    public double LogitScale { get; init; } = 1;

    /// <summary>Tokens of a fresh sample.</summary>
    public int Length { get; init; } = 64;

    /// <summary>Stops a run with fresh pairs before it collapses; null for none.</summary>
    public CollapseGuardSettings? Guard { get; init; } = new();

    private protected override IEnumerable<string> OwnFaults()
    {
        if (Beta is not (> 0 and <= 100))
        {
            yield return RecipeFaults.Range(nameof(Beta), Beta, "above 0 and at most 100");
        }

        if (LabelSmoothing is not (>= 0 and < 0.5))
        {
            yield return RecipeFaults.Range(nameof(LabelSmoothing), LabelSmoothing, "0 to below 0.5");
        }

        if (Length < 1)
        {
            yield return RecipeFaults.Range(nameof(Length), Length, "1 or more");
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
