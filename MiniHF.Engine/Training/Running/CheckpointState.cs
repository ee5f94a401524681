namespace MiniHF.Engine.Training;

/// <summary>
/// What a checkpoint keeps beside weights and the optimizer's averages. The place in the data and every random number follow
/// from the recipe's seed and the step, so the step stands for both.
/// </summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Threads">Threads the run computes with: another number could round differently.</param>
/// <param name="Tokens">Tokens gone through.</param>
/// <param name="BestStep">The step with the best held-out measure; 0 before the first.</param>
/// <param name="Best">That measure.</param>
/// <param name="Recipe">What the recipe itself has to remember, such as moving averages.</param>
internal sealed record CheckpointState(
    int Step, int Steps, int Threads, long Tokens, int BestStep, double Best, IReadOnlyDictionary<string, double> Recipe)
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The whole recipe the run began with.</summary>
    public required TrainingRecipe Of { get; init; }
}
