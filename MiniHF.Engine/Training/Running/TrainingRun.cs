using System.Diagnostics;
using System.Globalization;

namespace MiniHF.Engine.Training;

/// <summary>The one loop that every recipe runs in.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const double Mebibyte = 1 << 20;

    private readonly TrainingJob _job;
    private readonly TrainingRecipe _recipe;
    private readonly TrainingGroup _group;
    private readonly ITrainingObserver _observer;
    private readonly TrainingModel _model;
    private readonly RecipeRunner _runner;
    private readonly ModelOptimizer _optimizer;
    private readonly CheckpointStore _checkpoints;
    private readonly GradientWatch _gradients;
    private readonly Dictionary<string, double> _latest = new(StringComparer.Ordinal);
    private readonly int _steps;
    private int _step;
    private int _savedStep = -1;
    private long _tokens;
    private int _bestStep;
    private double _best;

    public TrainingRun(TrainingJob job, TrainingGroup group, ITrainingObserver observer, CancellationToken ct)
    {
        _job = job;
        _recipe = job.Recipe;
        _group = group;
        _observer = group.IsFirst ? observer : new SilentObserver();
        _gradients = new GradientWatch(_recipe.ClipNorm);
        _checkpoints = new CheckpointStore(job.WorkingFolder, job.KeepCheckpoints);
        (string Folder, CheckpointState State)? found = group.IsFirst ? _checkpoints.FindNewest() : null;
        if (found is { State.Of: var of } && of.Name != _recipe.Name)
        {
            throw new UserFacingException($"{job.WorkingFolder} holds checkpoints of {of.Name}, not of {_recipe.Name}: give another folder, or empty it.");
        }

        _model = TrainingModel.Load(job, found?.Folder, found?.State.Threads);
        try
        {
            set_num_threads(_model.Threads);
            _runner = RecipeRunners.Create(job, _model, group, ct);
            _optimizer = new ModelOptimizer(_model.Trained, _recipe);
            if (found is { } checkpoint)
            {
                CheckpointStore.Restore(checkpoint.Folder, _optimizer);
            }

            _steps = Begin(found?.State);
        }
        catch
        {
            _optimizer?.Dispose();
            _runner?.Dispose();
            _model.Dispose();
            throw;
        }
    }

    public TrainingOutcome Run(CancellationToken ct)
    {
        // All processes leave at the same step, so while there are others none is left in the middle.
        CancellationToken within = _group.IsAlone ? ct : CancellationToken.None;
        _observer.Started(new TrainingStart(_step, _steps, _optimizer.ParameterCount, _runner.Manifest));
        string? reason = null;
        try
        {
            if (_step == 0)
            {
                reason = Agreed(LookAtTheBeginning(within));
            }

            while (_step < _steps && reason is null)
            {
                StopTogether(ct);
                reason = Agreed(TakeStep(within));
            }
        }
        catch (OperationCanceledException)
        {
            _optimizer.ZeroGradients();
            Save();
            throw;
        }
        catch (PeerLostException e)
        {
            _optimizer.ZeroGradients();
            Save();
            throw new PeerLostException($"{e.Message}{Kept()} Start all of them again with --resume.", e);
        }

        Save();
        int result = (_runner.KeepsBest || reason is not null) && _bestStep > 0 ? _bestStep : _step;
        string hash = _optimizer.HashParameters();
        if (_group.IsFirst)
        {
            Publish(result);
        }

        // The others end only once the result is there.
        _group.Meet();
        return new TrainingOutcome(
            reason is null ? TrainingEnd.Completed : TrainingEnd.Guarded, _step, result, Path.GetFullPath(_job.OutputFolder), _latest, reason, _runner.Manifest)
        {
            WeightsHash = hash,
        };
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _runner.Dispose();
        _model.Dispose();
    }

    /// <summary>Makes sure that all processes do the same run, and begins it where the first one stands.</summary>
    /// <returns>Steps of the whole run.</returns>
    private int Begin(CheckpointState? checkpoint)
    {
        SharedRun.Check(_group, _job, _model, _runner.Manifest);
        CheckpointState? state = _group.TakeFirst(checkpoint);
        _group.TakeFirstNumbers(_optimizer.Parameters);
        if (state is null)
        {
            return _runner.Steps;
        }

        _group.TakeFirstNumbers(_optimizer.Averages);
        (_step, _tokens, _bestStep, _best) = (state.Step, state.Tokens, state.BestStep, state.Best);
        _savedStep = _step;
        _runner.Recall(state.Recipe);
        _gradients.Recall(state.Recipe);
        return state.Steps;
    }

    /// <summary>What the model does before anything is learnt: what all that follows is compared with.</summary>
    /// <returns>Why the run ends here; null where it goes on.</returns>
    private string? LookAtTheBeginning(CancellationToken ct)
    {
        Dictionary<string, double> metrics = new(StringComparer.Ordinal);
        if (_recipe.EvaluateEvery > 0)
        {
            _runner.Evaluate(0, metrics, ct);
        }

        ShowSamples(ct);
        if (metrics.Count > 0)
        {
            Report(metrics);
        }

        return Watch(metrics);
    }

    /// <summary>One step and whatever is due after it.</summary>
    /// <returns>Why the run ends here; null where it goes on.</returns>
    private string? TakeStep(CancellationToken ct)
    {
        int step = _step + 1;
        long start = Stopwatch.GetTimestamp();
        Dictionary<string, double> metrics = new(StringComparer.Ordinal);
        double rate = LearningRate.At(_recipe, step, _steps);
        using (DisposeScope scope = NewDisposeScope())
        {
            long tokens = _runner.Backward(step, metrics, ct);
            double norm = Finite(metrics, step) ? _optimizer.Step(step, rate, _recipe.ClipNorm, _group) : double.NaN;
            if (!double.IsFinite(norm))
            {
                throw Broken(step, metrics);
            }

            _tokens += tokens;
            _step = step;
            _runner.Stepped(step);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            metrics[MetricNames.GradientNorm] = norm;
            metrics[MetricNames.LearningRate] = rate;
            metrics[MetricNames.Tokens] = _tokens;
            metrics[MetricNames.StepTime] = elapsed.TotalSeconds;
            metrics[MetricNames.TokensPerSecond] = tokens / elapsed.TotalSeconds;
            metrics[MetricNames.Memory] = Environment.WorkingSet / Mebibyte;
        }

        try
        {
            if (IsDue(_recipe.EvaluateEvery) || step == _steps)
            {
                _runner.Evaluate(step, metrics, ct);
            }
        }
        finally
        {
            Report(metrics);
        }

        if (_gradients.Look(step, metrics[MetricNames.GradientNorm]) is { } jump)
        {
            _observer.Alarm(jump);
        }

        // What the guard stops is never the best, however well it scores.
        string? reason = Watch(metrics);
        bool isBest = reason is null && RememberBest(metrics);
        if (IsDue(_recipe.SampleEvery) || step == _steps || reason is not null)
        {
            ShowSamples(ct);
        }

        if (IsDue(_recipe.CheckpointEvery) || (isBest && _runner.KeepsBest))
        {
            Save();
        }

        return reason;
    }

    private static bool Finite(Dictionary<string, double> metrics, int step) =>
        step > 0 && (!metrics.TryGetValue(MetricNames.Loss, out double loss) || double.IsFinite(loss));

    private UserFacingException Broken(int step, Dictionary<string, double> metrics)
    {
        string what = metrics.TryGetValue(MetricNames.Loss, out double loss) && !double.IsFinite(loss) ? "loss" : "gradient";
        string metric = what == "loss" ? MetricNames.Loss : MetricNames.GradientNorm;
        _observer.Alarm(new TrainingAlarm(
            step, metric, double.NaN, double.NaN, string.Create(CultureInfo.InvariantCulture, $"Step {step}: the {what} is not a number."), EndsRun: true));
        string kept = _savedStep >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"The checkpoint of step {_savedStep} is kept")
            : "No checkpoint was due yet";
        return new UserFacingException(string.Create(
            CultureInfo.InvariantCulture, $"The {what} of step {step} is not a number. {kept}: go on with a lower learning rate than {_recipe.LearningRate}, or look for broken items in the data."));
    }

    /// <summary>Why the run ends, in every process where it does in one.</summary>
    private string? Agreed(string? reason) => _group.Any(reason is not null) ? reason ?? "The first process stopped the run." : null;

    /// <summary>Ends the run in every process where it was cancelled in one.</summary>
    private void StopTogether(CancellationToken ct)
    {
        if (_group.Any(ct.IsCancellationRequested))
        {
            throw new OperationCanceledException("The run was stopped.", ct);
        }
    }

    private string Kept() => _group.IsFirst ? string.Create(CultureInfo.InvariantCulture, $" The checkpoint of step {_savedStep} is kept.") : "";

    private bool IsDue(int every) => every > 0 && _step % every == 0;

    private void Report(Dictionary<string, double> metrics)
    {
        foreach ((string name, double value) in metrics)
        {
            _latest[name] = value;
        }

        _observer.Step(new TrainingStep(_step, _steps, metrics));
    }

    private bool RememberBest(Dictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(_runner.BestMetric, out double value) || (_bestStep > 0 && (_runner.IsMoreBetter ? value <= _best : value >= _best)))
        {
            return false;
        }

        (_bestStep, _best) = (_step, value);
        return true;
    }

    private string? Watch(Dictionary<string, double> metrics)
    {
        string? reason = null;
        foreach (TrainingAlarm alarm in _runner.Watch(_step, metrics))
        {
            _observer.Alarm(alarm);
            reason ??= alarm.EndsRun ? alarm.Message : null;
        }

        return reason;
    }

    private void ShowSamples(CancellationToken ct)
    {
        if (_group.IsFirst && _recipe.SampleEvery > 0 && _runner.Sample(_step, ct) is { Count: > 0 } samples)
        {
            _observer.Samples(new TrainingSamples(_step, samples));
        }
    }

    private void Save()
    {
        if (_savedStep == _step)
        {
            return;
        }

        if (_group.IsFirst)
        {
            CheckpointState state = new(_step, _steps, _model.Threads, _tokens, _bestStep, _best, Remembered()) { Of = _recipe };
            string folder = _checkpoints.Save(state, _optimizer, _model.Save);
            _observer.Checkpoint(new TrainingCheckpoint(_step, folder, _bestStep == _step));
        }

        _savedStep = _step;
    }

    private Dictionary<string, double> Remembered()
    {
        Dictionary<string, double> state = new(_runner.Remember(), StringComparer.Ordinal);
        _gradients.Remember(state);
        return state;
    }

    /// <summary>Puts the result where the job wants it: the weights as they are, or those of an earlier checkpoint.</summary>
    private void Publish(int result)
    {
        if (result != _step)
        {
            _model.Take(_checkpoints.FolderOf(result));
        }

        _model.Save(_job.OutputFolder);
    }
}
