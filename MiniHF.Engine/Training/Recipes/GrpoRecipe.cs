namespace MiniHF.Engine.Training;

/// <summary>Several samples of every prompt, each compared with the others: RLOO or GRPO.</summary>
public sealed record GrpoRecipe : RewardRecipe
{
    public GrpoRecipe()
    {
        BatchSize = 2;
        KlWeight = 0.05;
    }

    public override string Name => "grpo-generator";

    public GroupAdvantage Advantage { get; init; }

    /// <summary>Samples of each prompt.</summary>
    public int Generations { get; init; } = 8;

    /// <summary>How far a token's ratio may move before it no longer counts.</summary>
    public double Epsilon { get; init; } = 0.2;

    private protected override IEnumerable<string> OwnFaults()
    {
        foreach (string fault in base.OwnFaults())
        {
            yield return fault;
        }

        if (Generations < 2)
        {
            yield return RecipeFaults.Range(nameof(Generations), Generations, "2 or more");
        }

        if (Epsilon is not (> 0 and < 1))
        {
            yield return RecipeFaults.Range(nameof(Epsilon), Epsilon, "above 0 and below 1");
        }
    }
}
