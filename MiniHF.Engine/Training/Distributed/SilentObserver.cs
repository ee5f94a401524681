namespace MiniHF.Engine.Training;

/// <summary>Hears everything and says nothing: of several processes that share a run, only the first one tells of it.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public void Started(TrainingStart start)
    {
    }

    public void Step(TrainingStep step)
    {
    }

    public void Samples(TrainingSamples samples)
    {
    }

    public void Checkpoint(TrainingCheckpoint checkpoint)
    {
    }

    public void Alarm(TrainingAlarm alarm)
    {
    }
}
