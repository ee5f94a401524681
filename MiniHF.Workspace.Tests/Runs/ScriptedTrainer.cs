using System.Globalization;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs.Working;

namespace MiniHF.Workspace.Tests.Runs;

/// <summary>A trainer whose loss is a function of the step and of the state its last checkpoint holds; it can be held at a step.</summary>
internal sealed class ScriptedTrainer(int steps, int checkpointEvery) : ITrainingRunner
{
    private readonly SemaphoreSlim _reached = new(0);

    /// <summary>Waits here until <see cref="GoOn"/> or cancellation; 0 for nowhere.</summary>
    public int HoldAt { get; set; }

    public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When true a held trainer ignores cancellation, as one whose machine sleeps.</summary>
    public bool Sleeps { get; init; }

    /// <summary>What goes off, each at its step. One that ends the run is the guard's.</summary>
    public IReadOnlyList<TrainingAlarm> Alarms { get; init; } = [];

    /// <summary>How many times it was started.</summary>
    public int Starts { get; private set; }

    public static double LossOf(int step) => 4.0 / step;

    public Task ReachedAsync() => _reached.WaitAsync(TimeSpan.FromMinutes(1));

    public Task<TrainingOutcome> RunAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct) => Task.Run(() => WorkAsync(job, observer, ct), CancellationToken.None);

    private async Task<TrainingOutcome> WorkAsync(TrainingJob job, ITrainingObserver observer, CancellationToken ct)
    {
        Starts++;
        int from = Directory.EnumerateDirectories(job.WorkingFolder, "checkpoint-*")
            .Select(folder => int.Parse(File.ReadAllText(Path.Combine(folder, "state.txt")), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        observer.Started(new TrainingStart(from, steps, 1, DataManifest.Empty));
        for (int step = from + 1; step <= steps; step++)
        {
            if (step == HoldAt)
            {
                _reached.Release();
                await GoOn.Task.WaitAsync(Sleeps ? CancellationToken.None : ct).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            if (ct.IsCancellationRequested)
            {
                Save(job, observer, step - 1);
                ct.ThrowIfCancellationRequested();
            }

            observer.Step(new TrainingStep(step, steps, new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = LossOf(step) }));
            foreach (TrainingAlarm alarm in Alarms.Where(alarm => alarm.Step == step))
            {
                observer.Alarm(alarm);
            }

            if (step % checkpointEvery == 0)
            {
                Save(job, observer, step);
            }
        }

        Directory.CreateDirectory(job.OutputFolder);
        await File.WriteAllTextAsync(Path.Combine(job.OutputFolder, "adapter_config.json"), "{}", CancellationToken.None);
        return new TrainingOutcome(TrainingEnd.Completed, steps, steps, job.OutputFolder, new Dictionary<string, double>(), Alarms.FirstOrDefault(alarm => alarm.EndsRun)?.Message, DataManifest.Empty);
    }

    private static void Save(TrainingJob job, ITrainingObserver observer, int step)
    {
        string folder = Directory.CreateDirectory(Path.Combine(job.WorkingFolder, $"checkpoint-{step:00000000}")).FullName;
        File.WriteAllText(Path.Combine(folder, "state.txt"), step.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), "{}");
        observer.Checkpoint(new TrainingCheckpoint(step, folder, IsBest: false));
    }
}
