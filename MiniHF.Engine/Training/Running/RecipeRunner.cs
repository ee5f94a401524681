using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>What differs between recipes: where gradients come from, and what is measured.</summary>
internal abstract class RecipeRunner : IDisposable
{
    /// <summary>Steps of the whole run.</summary>
    public abstract int Steps { get; }

    /// <summary>What is learnt from.</summary>
    public abstract DataManifest Manifest { get; }

    /// <summary>The held-out metric that tells the best checkpoint.</summary>
    public abstract string BestMetric { get; }

    /// <summary>Whether more of it is better.</summary>
    public abstract bool IsMoreBetter { get; }

    /// <summary>Whether the result is the best checkpoint rather than the last.</summary>
    public virtual bool KeepsBest => false;

    /// <summary>Adds the gradient of a step to what is tuned, and says what came of it.</summary>
    /// <returns>Tokens that went through the model.</returns>
    public abstract long Backward(int step, IDictionary<string, double> metrics, CancellationToken ct);

    /// <summary>Called once the step's change is made.</summary>
    public virtual void Stepped(int step)
    {
    }

    /// <summary>Measures on what is held out.</summary>
    public abstract void Evaluate(int step, IDictionary<string, double> metrics, CancellationToken ct);

    /// <summary>What the model writes, or answers, now: always after the same beginnings.</summary>
    public abstract IReadOnlyList<TrainingSample> Sample(int step, CancellationToken ct);

    /// <summary>What stands against going on, worst first.</summary>
    public virtual IEnumerable<TrainingAlarm> Watch(int step, IReadOnlyDictionary<string, double> metrics) => [];

    /// <summary>What a checkpoint has to remember for the recipe.</summary>
    public virtual IReadOnlyDictionary<string, double> Remember() => new Dictionary<string, double>();

    /// <summary>Takes up what a checkpoint remembered.</summary>
    public virtual void Recall(IReadOnlyDictionary<string, double> remembered)
    {
    }

    public virtual void Dispose()
    {
    }
}
