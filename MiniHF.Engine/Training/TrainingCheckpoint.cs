namespace MiniHF.Engine.Training;

/// <summary>A checkpoint on disk: the adapter in PEFT's layout, and beside it what it takes to go on.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="IsBest">Whether its held-out measure is the best so far.</param>
public sealed record TrainingCheckpoint(int Step, string Folder, bool IsBest);
