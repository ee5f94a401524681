using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Tests.Training;

/// <summary>Keeps what it hears, and may stop the run after a step.</summary>
internal sealed class RecordingObserver : ITrainingObserver
{
    public List<TrainingStep> Steps { get; } = [];

    public List<TrainingSamples> Shown { get; } = [];

    public List<TrainingCheckpoint> Checkpoints { get; } = [];

    public List<TrainingAlarm> Alarms { get; } = [];

    public TrainingStart? Start { get; private set; }

    /// <summary>Called after every step.</summary>
    public Action<int> AfterStep { get; init; } = _ => { };

    /// <summary>The loss of every step, in order.</summary>
    public double[] Losses => [.. Steps.Where(step => step.Metrics.ContainsKey(MetricNames.Loss)).Select(step => step.Metrics[MetricNames.Loss])];

    public void Started(TrainingStart start) => Start = start;

    public void Step(TrainingStep step)
    {
        Steps.Add(step);
        AfterStep(step.Step);
    }

    public void Samples(TrainingSamples samples) => Shown.Add(samples);

    public void Checkpoint(TrainingCheckpoint checkpoint) => Checkpoints.Add(checkpoint);

    public void Alarm(TrainingAlarm alarm) => Alarms.Add(alarm);
}
