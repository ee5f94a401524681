namespace MiniHF.Engine.Training;

/// <summary>
/// Policy gradient towards a constitution (rlaif_generator.py): cost −log σ(score) and log-cosh divergence attributed to the
/// tokens that cause it, each with a baseline of its own.
/// </summary>
public sealed record RlaifRecipe : RewardRecipe
{
    public RlaifRecipe()
    {
        BatchSize = 4;
        AccumulationSteps = 4;
    }

    public override string Name => "rlaif-generator";

    /// <summary>What costs are compared with.</summary>
    public RewardBaseline Baseline { get; init; }

    private protected override IEnumerable<string> OwnFaults() =>
        Baseline == RewardBaseline.LeaveOneOut && BatchSize < 2
            ? [.. base.OwnFaults(), RecipeFaults.Range(nameof(BatchSize), BatchSize, "2 or more for a leave-one-out baseline")]
            : base.OwnFaults();
}
