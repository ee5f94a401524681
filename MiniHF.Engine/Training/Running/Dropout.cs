namespace MiniHF.Engine.Training;

/// <summary>The random numbers of dropout: a stream for every part of every step.</summary>
internal static class Dropout
{
    private const long MostParts = 1 << 20;

    /// <summary>The stream, or null where nothing is left out.</summary>
    /// <param name="part">Where the part's texts begin among those of the step.</param>
    public static Generator? For(TrainingRecipe recipe, int step, int part) => recipe.Lora is { Dropout: > 0 }
        ? new Generator((recipe.Seed * 0x9E3779B9) ^ ((step * MostParts) + part))
        : null;
}
