namespace MiniHF.Engine.Training;

/// <summary>Which runner runs which recipe.</summary>
internal static class RecipeRunners
{
    public static RecipeRunner Create(TrainingJob job, TrainingModel model, CancellationToken ct) => job.Recipe switch
    {
        PretrainRecipe or GeneratorSftRecipe => TextRunner.Create(job, model, ct),
        EvaluatorSftRecipe recipe => AnswerRunner.Create(job, recipe, model, ct),
        DpoRecipe { Constitution: { } constitution } recipe => new FreshPreferenceRunner(job, recipe, constitution, model, ct),
        DpoRecipe recipe => PreferenceRunner.Create(job, recipe, model, ct),
        RlaifRecipe recipe => new PolicyRunner(job, recipe, model, ct),
        GrpoRecipe recipe => new GroupRunner(job, recipe, model, ct),
        _ => throw new ArgumentException($"{job.Recipe.Name} is no recipe that has a runner.", nameof(job)),
    };
}
