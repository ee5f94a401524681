using System.Threading.Channels;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Runs.Fold;
using MiniHF.Workspace.Runs.Metrics;
using MiniHF.Workspace.Runs.Queue;
using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>
/// Tells the store what the trainer does, without ever making it wait: the trainer's thread leaves a note, and a task of its own
/// writes. What cannot be written is kept and tried again, until another worker has the run.
/// </summary>
internal sealed class RunReporter(RunClaim claim, RunWorkerServices services) : ITrainingObserver
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(700);

    private readonly Channel<object> _notes = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly MetricBuffer _buffer = new();
    private readonly RunStops _stops = new(claim.Run, services);
    private readonly Queue<TrainingCheckpoint> _kept = [];
    private IReadOnlyList<MetricRow> _unsaved = [];

    /// <summary>The last step the trainer took.</summary>
    public int Step => _buffer.Step;

    public void Started(TrainingStart start) => _notes.Writer.TryWrite(start);

    void ITrainingObserver.Step(TrainingStep step) => _buffer.Add(step.Step, step.Metrics);

    public void Samples(TrainingSamples samples) => _notes.Writer.TryWrite(samples);

    public void Checkpoint(TrainingCheckpoint checkpoint) => _notes.Writer.TryWrite(checkpoint);

    public void Alarm(TrainingAlarm alarm) => _notes.Writer.TryWrite(alarm);

    /// <summary>The trainer is done: what is left is written, and <see cref="PumpAsync"/> ends.</summary>
    public void Complete() => _notes.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/>.</summary>
    /// <exception cref="RunLostException">Another worker has the run: nothing more can be written.</exception>
    /// <exception cref="OperationCanceledException">It took longer than anybody waits.</exception>
    public async Task PumpAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(services.Options.Flush, services.Time);
        Task<bool> tick = timer.WaitForNextTickAsync(ct).AsTask();
        Task<bool> note = _notes.Reader.WaitToReadAsync(ct).AsTask();
        while (true)
        {
            Task<bool> first = await Task.WhenAny(tick, note).ConfigureAwait(false);
            while (_notes.Reader.TryRead(out object? noted))
            {
                await PersistAsync(token => WriteAsync(noted, token), ct).ConfigureAwait(false);
            }

            await PersistAsync(FlushAsync, ct).ConfigureAwait(false);
            if (first == note)
            {
                if (!await note.ConfigureAwait(false))
                {
                    return;
                }

                note = _notes.Reader.WaitToReadAsync(ct).AsTask();
            }
            else
            {
                await tick.ConfigureAwait(false);
                tick = timer.WaitForNextTickAsync(ct).AsTask();
            }
        }
    }

    /// <summary>Appends an event under the claim.</summary>
    public async Task AppendAsync(WorkerEvent happened, CancellationToken ct)
    {
        EventToAppend append = new(Guid.CreateVersion7(), happened);
        await PersistAsync(
            token => services.Store.AppendAsync(claim.Run.Value, RunFold.StreamType, [append], expectedVersion: null, token), ct).ConfigureAwait(false);
        await _stops.EndAsync(happened, Step, ct).ConfigureAwait(false);
    }

    /// <summary>Tries until it works: the database may be away for a while, and the trainer goes on meanwhile.</summary>
    public async Task PersistAsync(Func<CancellationToken, Task> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await write(ct).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is not RunLostException and not IOException && !ct.IsCancellationRequested)
            {
                Log.NotSaved(services.Logger, e, claim.Run.Value);
                await Task.Delay(s_retry, services.Time, ct).ConfigureAwait(false);
            }
        }
    }

    private Task WriteAsync(object noted, CancellationToken ct) => noted switch
    {
        TrainingStart start => BeginAsync(start, ct),
        TrainingCheckpoint checkpoint => SaveAsync(checkpoint, ct),
        TrainingSamples samples => AppendAsync(new SamplesTaken(samples.Step, samples.Samples) { By = PersonId.Workspace, Fence = claim.Fence }, ct),
        TrainingAlarm alarm => AppendAsync(new AlarmRaised(alarm) { By = PersonId.Workspace, Fence = claim.Fence }, ct),
        _ => throw new ArgumentException($"{noted.GetType().Name} is nothing a trainer tells.", nameof(noted)),
    };

    /// <summary>Steps that an earlier worker did beyond the checkpoint are superseded before the first of the new ones is written.</summary>
    private async Task BeginAsync(TrainingStart start, CancellationToken ct)
    {
        await services.Metrics.AppendAsync(claim, [MetricRow.Rewind(start.ResumedFrom)], start.ResumedFrom, ct).ConfigureAwait(false);
        await AppendAsync(
            new RunStarted(start.ResumedFrom, start.Steps, start.TrainedParameters, start.Manifest.Items, start.Manifest.Tokens, start.Manifest.HeldOutItems)
            {
                By = PersonId.Workspace,
                Fence = claim.Fence,
            },
            ct).ConfigureAwait(false);
        await _stops.BeginAsync(start.ResumedFrom, start.Steps, ct).ConfigureAwait(false);
    }

    /// <summary>What was measured up to a checkpoint is stored before the checkpoint is, so that a resumed run's curve has no hole.</summary>
    private async Task SaveAsync(TrainingCheckpoint checkpoint, CancellationToken ct)
    {
        await FlushAsync(ct).ConfigureAwait(false);
        string folder = RunFolders.Checkpoint(Path.GetFileName(Path.TrimEndingDirectorySeparator(checkpoint.Folder)));
        try
        {
            await services.Files.StoreFolderAsync(claim.Run, claim, folder, checkpoint.Folder, ct).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The trainer has made so many since that it deleted this one: a newer one follows.
            return;
        }

        await AppendAsync(new CheckpointSaved(checkpoint.Step, folder, checkpoint.IsBest) { By = PersonId.Workspace, Fence = claim.Fence }, ct).ConfigureAwait(false);
        await TrimAsync(checkpoint, ct).ConfigureAwait(false);
    }

    /// <summary>Of older checkpoints the adapter stays, to be tried; what it takes to train on from them, most of their size, goes.</summary>
    private async Task TrimAsync(TrainingCheckpoint newest, CancellationToken ct)
    {
        _kept.Enqueue(newest);
        while (_kept.Count > 2)
        {
            TrainingCheckpoint old = _kept.Dequeue();
            if (!old.IsBest)
            {
                await services.Files.TrimAsync(
                    claim.Run, RunFolders.Checkpoint(Path.GetFileName(Path.TrimEndingDirectorySeparator(old.Folder))), RunFolders.AdapterFiles, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_unsaved.Count == 0)
        {
            _unsaved = _buffer.Take();
        }

        if (_unsaved.Count > 0)
        {
            await services.Metrics.AppendAsync(claim, _unsaved, Step, ct).ConfigureAwait(false);
            int measured = _unsaved.Max(row => row.Steps[^1]);
            _unsaved = [];
            await _stops.PassAsync(measured, ct).ConfigureAwait(false);
        }
    }
}
