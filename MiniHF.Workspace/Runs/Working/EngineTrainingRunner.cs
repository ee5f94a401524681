using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>Trains in this process, on a thread of its own.</summary>
internal sealed class EngineTrainingRunner : ITrainingRunner
{
    public Task<TrainingOutcome> RunAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct) => Trainer.RunAsync(job, observer, ct);
}
