using MiniHF.Engine.Training;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Runs;

/// <summary>What somebody asked a run to do: enough to fill the form in again.</summary>
/// <param name="Base">The base model's name in the library.</param>
/// <param name="StartFrom">The adapter it goes on from; null for a fresh one.</param>
/// <param name="Evaluator">The adapter that judges samples; null for the base model itself.</param>
/// <param name="Sources">What it learns from.</param>
/// <param name="Notebook">The notebook it was asked for in, if any.</param>
/// <param name="Cell">The tune cell.</param>
/// <param name="CloneOf">The run whose form it was begun from.</param>
public sealed record RunPlan(
    string Name,
    TrainingRecipe Recipe,
    string Base,
    string? StartFrom,
    string? Evaluator,
    IReadOnlyList<RunSource> Sources,
    NotebookId? Notebook,
    CellId? Cell,
    RunId? CloneOf);
