using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>Does a training job: the engine, or what a test puts in its place.</summary>
public interface ITrainingRunner
{
    /// <inheritdoc cref="Trainer.RunAsync(TrainingJob, ITrainingObserver, CancellationToken)"/>
    Task<TrainingOutcome> RunAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct);
}
