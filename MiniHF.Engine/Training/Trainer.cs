namespace MiniHF.Engine.Training;

/// <summary>Runs recipes.</summary>
public static class Trainer
{
    /// <summary>
    /// Runs a job to its end, on the calling thread, which should be one of its own. Goes on from the newest whole checkpoint in
    /// the job's working folder.
    /// </summary>
    /// <exception cref="UserFacingException">The job cannot be run, or broke off; what was saved is still there.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and wrote a checkpoint to go on from.</exception>
    public static TrainingOutcome Run(TrainingJob job, ITrainingObserver observer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(observer);
        job.Recipe.Validate();
        ct.ThrowIfCancellationRequested();
        throw new UserFacingException($"The recipe {job.Recipe.Name} cannot be run by this build.");
    }

    /// <summary>Runs a job on a thread of its own.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public static Task<TrainingOutcome> RunAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct) =>
        Task.Factory.StartNew(() => Run(job, observer, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
