namespace MiniHF.Engine.Training;

/// <summary>What the model writes after a step; the prompts are the same all through a run.</summary>
public sealed record TrainingSamples(int Step, IReadOnlyList<TrainingSample> Samples);
