namespace MiniHF.Engine.Training;

/// <summary>Which runner runs which recipe.</summary>
internal static class RecipeRunners
{
    public static RecipeRunner Create(TrainingJob job, TrainingModel model, TrainingGroup group, CancellationToken ct) => job.Recipe switch
    {
        PretrainRecipe or GeneratorSftRecipe => TextRunner.Create(job, model, group, ct),
        EvaluatorSftRecipe recipe => AnswerRunner.Create(job, recipe, model, group, ct),
        DpoRecipe { Constitution: { } constitution } recipe => new FreshPreferenceRunner(job, recipe, constitution, model, group, ct),
        DpoRecipe recipe => PreferenceRunner.Create(job, recipe, model, group, ct),
        RlaifRecipe recipe => new PolicyRunner(job, recipe, model, group, ct),
        GrpoRecipe recipe => new GroupRunner(job, recipe, model, group, ct),
        _ => throw new ArgumentException($"{job.Recipe.Name} is no recipe that has a runner.", nameof(job)),
    };
}
