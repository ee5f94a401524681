namespace MiniHF.Engine.Training;

/// <summary>One optimizer step.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Metrics">By the names TRL has for them (<see cref="MetricNames"/>).</param>
public sealed record TrainingStep(int Step, int Steps, IReadOnlyDictionary<string, double> Metrics);
