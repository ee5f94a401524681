namespace MiniHF.Engine.Training;

/// <summary>
/// When a run that follows a reward is stopped. Each is looked at on fixed prompts; 0 (or 1 for a share that may fall) turns a
/// threshold off.
/// </summary>
public sealed record CollapseGuardSettings
{
    /// <summary>Mean probability that the evaluator likes texts that are plainly bad. Above it, its answers mean nothing, and the run is refused before its first step.</summary>
    public double MaxNegativeControl { get; init; } = 0.95;

    /// <summary>Share of the first samples' distinct-2 that may be lost.</summary>
    public double MaxDistinctLoss { get; init; } = 0.25;

    /// <summary>Share of the first samples' entropy that may be lost.</summary>
    public double MaxEntropyLoss { get; init; } = 0.5;

    /// <summary>Root of the divergence from the reference, in nats a sample (Gao et al. 2023).</summary>
    public double MaxRootKl { get; init; } = 8;

    /// <summary>Looks at the held-out score in a row without a new best before the run is stopped.</summary>
    public int Patience { get; init; } = 5;

    internal IEnumerable<string> FindFaults()
    {
        (string Name, double Value)[] shares =
            [(nameof(MaxNegativeControl), MaxNegativeControl), (nameof(MaxDistinctLoss), MaxDistinctLoss), (nameof(MaxEntropyLoss), MaxEntropyLoss)];
        foreach ((string name, double value) in shares)
        {
            if (value is not (>= 0 and <= 1))
            {
                yield return RecipeFaults.Range($"Guard.{name}", value, "0 to 1");
            }
        }

        if (MaxRootKl is not >= 0)
        {
            yield return RecipeFaults.Range($"Guard.{nameof(MaxRootKl)}", MaxRootKl, "0 (off) or above");
        }

        if (Patience < 0)
        {
            yield return RecipeFaults.Range($"Guard.{nameof(Patience)}", Patience, "0 (off) or above");
        }
    }
}
