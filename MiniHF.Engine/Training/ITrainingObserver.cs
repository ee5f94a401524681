namespace MiniHF.Engine.Training;

/// <summary>Hears of everything a run does, on the run's thread: be quick. What it throws ends the run.</summary>
public interface ITrainingObserver
{
    /// <summary>Data is read and the model loaded; the first step comes next.</summary>
    void Started(TrainingStart start);

    /// <summary>A step was taken.</summary>
    void Step(TrainingStep step);

    /// <summary>What the model writes now.</summary>
    void Samples(TrainingSamples samples);

    /// <summary>A checkpoint is whole on disk.</summary>
    void Checkpoint(TrainingCheckpoint checkpoint);

    /// <summary>Something wants attention; the guard's thresholds come through here.</summary>
    void Alarm(TrainingAlarm alarm);
}
