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
    public static TrainingOutcome Run(TrainingJob job, ITrainingObserver observer, CancellationToken ct) => Run(job, TrainingGroup.Alone, observer, ct);

    /// <summary>
    /// Runs a job together with other processes that were given the same one: each takes its part of every step's texts, and the
    /// first one reads and writes all files but the data. The observer hears of the run in the first one only.
    /// </summary>
    /// <exception cref="PeerLostException">Another process is gone; the first one wrote a checkpoint to go on from.</exception>
    /// <inheritdoc cref="Run(TrainingJob, ITrainingObserver, CancellationToken)" path="/exception"/>
    public static TrainingOutcome Run(TrainingJob job, TrainingGroup group, ITrainingObserver observer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(observer);
        job.Recipe.Validate();
        ct.ThrowIfCancellationRequested();
        try
        {
            using TrainingRun run = new(job, group, observer, ct);
            return run.Run(ct);
        }
        catch (Exception e) when (IsOutOfMemory(e))
        {
            throw new UserFacingException(
                $"There is not enough memory for {job.Recipe.Name}. What was saved is kept; go on with a smaller batch or context, or with gradient checkpointing.", e);
        }
        catch (TorchException e)
        {
            throw new UserFacingException($"The run broke off: {e.Message}. What was saved is kept.", e);
        }
    }

    /// <summary>Runs a job on a thread of its own.</summary>
    /// <inheritdoc cref="Run(TrainingJob, ITrainingObserver, CancellationToken)" path="/exception"/>
    public static Task<TrainingOutcome> RunAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct) => RunAsync(job, TrainingGroup.Alone, observer, ct);

    /// <inheritdoc cref="RunAsync(TrainingJob, ITrainingObserver, CancellationToken)"/>
    public static Task<TrainingOutcome> RunAsync(TrainingJob job, TrainingGroup group, ITrainingObserver observer, CancellationToken ct) =>
        Task.Factory.StartNew(() => Run(job, group, observer, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool IsOutOfMemory(Exception e) => e is OutOfMemoryException
        || (e is TorchException { Reason: var reason }
            && (reason.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
                || reason.Contains("not enough memory", StringComparison.OrdinalIgnoreCase)
                || reason.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase)));
}
