namespace MiniHF.Engine.Training;

/// <summary>Which runner runs which recipe.</summary>
internal static class RecipeRunners
{
    public static RecipeRunner Create(TrainingJob job, TrainingModel model, CancellationToken ct) => job.Recipe switch
    {
        PretrainRecipe or GeneratorSftRecipe => TextRunner.Create(job, model, ct),
        EvaluatorSftRecipe recipe => AnswerRunner.Create(job, recipe, model, ct),
        _ => throw new UserFacingException($"The recipe {job.Recipe.Name} cannot be run by this build."),
    };
}
