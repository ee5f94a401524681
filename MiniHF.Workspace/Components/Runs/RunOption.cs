using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A choice between a few ways that some recipes have.</summary>
/// <param name="Values">What can be chosen, and its word.</param>
/// <param name="Get">Null where the recipe has no such choice.</param>
public sealed record RunOption(
    string Name,
    string Label,
    string Explanation,
    IReadOnlyList<(string Value, string Word)> Values,
    Func<TrainingRecipe, string?> Get,
    Func<TrainingRecipe, string, TrainingRecipe> Set)
{
    public static IReadOnlyList<RunOption> All { get; } =
    [
        new("advantage", "Compared by", "RLOO: with the mean of the others. GRPO: with the group's mean, by its spread.",
            [(nameof(GroupAdvantage.Rloo), "RLOO"), (nameof(GroupAdvantage.Grpo), "GRPO")],
            r => (r as GrpoRecipe)?.Advantage.ToString(),
            (r, v) => r is GrpoRecipe grpo && Enum.TryParse(v, out GroupAdvantage advantage) ? grpo with { Advantage = advantage } : r),
        new("baseline", "Compared with", "What each text's score is measured against.",
            [(nameof(RewardBaseline.LeaveOneOut), "the others"), (nameof(RewardBaseline.MovingAverage), "the past")],
            r => (r as RlaifRecipe)?.Baseline.ToString(),
            (r, v) => r is RlaifRecipe rlaif && Enum.TryParse(v, out RewardBaseline baseline) ? rlaif with { Baseline = baseline } : r),
        new("schedule", "Schedule", "What becomes of the learning rate after warm-up.",
            [(nameof(LearningRateSchedule.Constant), "constant"), (nameof(LearningRateSchedule.Cosine), "cosine"), (nameof(LearningRateSchedule.Linear), "linear")],
            r => r.Schedule.ToString(),
            (r, v) => Enum.TryParse(v, out LearningRateSchedule schedule) ? r with { Schedule = schedule } : r),
        new("precision", "Precision", "16 bits are faster and need less memory; 32 give the same numbers everywhere.",
            [(nameof(TrainingPrecision.Float32), "32 bits"), (nameof(TrainingPrecision.BFloat16), "16 bits")],
            r => r.Precision.ToString(),
            (r, v) => Enum.TryParse(v, out TrainingPrecision precision) ? r with { Precision = precision } : r),
    ];
}
