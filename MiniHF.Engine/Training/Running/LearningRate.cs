namespace MiniHF.Engine.Training;

/// <summary>The learning rate of each step.</summary>
internal static class LearningRate
{
    /// <summary>What a cosine falls to, as a share of the full rate.</summary>
    private const double CosineFloor = 0.1;

    /// <param name="step">From 1.</param>
    /// <param name="steps">Steps of the whole run.</param>
    public static double At(TrainingRecipe recipe, int step, int steps)
    {
        if (step <= recipe.WarmupSteps)
        {
            return recipe.LearningRate * step / recipe.WarmupSteps;
        }

        double done = (step - recipe.WarmupSteps) / (double)Math.Max(1, steps - recipe.WarmupSteps);
        return recipe.LearningRate * recipe.Schedule switch
        {
            LearningRateSchedule.Cosine => CosineFloor + ((1 - CosineFloor) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, done)))),
            LearningRateSchedule.Linear => Math.Max(0, 1 - done),
            _ => 1,
        };
    }
}
