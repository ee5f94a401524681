using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>A run that is about to take its first step.</summary>
/// <param name="ResumedFrom">The last step of the checkpoint it goes on from; 0 for a fresh start.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="TrainedParameters">Numbers that are tuned.</param>
/// <param name="Manifest">What it learns from.</param>
public sealed record TrainingStart(int ResumedFrom, int Steps, long TrainedParameters, DataManifest Manifest);
