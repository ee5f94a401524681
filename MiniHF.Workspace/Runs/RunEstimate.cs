using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Runs;

/// <summary>About how many steps a run will take; only the trainer, which counts tokens, knows.</summary>
public static class RunEstimate
{
    // English in a vocabulary of a few thousand pieces or more.
    private const double CharactersAToken = 3.6;

    /// <summary>Null where it cannot be told yet.</summary>
    public static int? Steps(TrainingRecipe recipe, RunDataPreview preview)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(preview);
        if (recipe.Steps is { } fixedSteps)
        {
            return fixedSteps;
        }

        if (preview.Items == 0 || preview.Sources.Any(source => source.Items is null))
        {
            return null;
        }

        bool packs = recipe is GeneratorSftRecipe or PretrainRecipe;
        double rows = packs ? Math.Ceiling(preview.Sources.Sum(source => source.Characters) / CharactersAToken / recipe.ContextLength) : preview.Items;
        return (int)Math.Max(1, Math.Ceiling(rows * recipe.Epochs / ((double)recipe.BatchSize * recipe.AccumulationSteps)));
    }
}
