using MiniHF.Engine.Evaluation;

namespace MiniHF.Engine.Training;

/// <summary>What every recipe needs that draws samples and has them judged.</summary>
/// <param name="Samples">Of each prompt.</param>
internal sealed record RewardSettings(
    Constitution Constitution, string Suffix, int Length, double Temperature, bool MayEnd, int Samples, int HeldOutPrompts, CollapseGuardSettings? Guard)
{
    public static RewardSettings Of(RewardRecipe recipe) => new(
        Constitution.Parse(recipe.Constitution).RequireResponse(), recipe.Suffix, recipe.Length, recipe.Temperature, recipe.MayEnd,
        recipe is GrpoRecipe group ? group.Generations : 1, recipe.HeldOutPrompts, recipe.Guard);

    public static RewardSettings Of(DpoRecipe recipe, string constitution) => new(
        Constitution.Parse(constitution).RequireResponse(), EvaluationPrompt.DefaultSuffix, recipe.Length, 1, false, 2, 16, recipe.Guard);
}
