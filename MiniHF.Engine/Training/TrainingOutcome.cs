using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>What a run left behind.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="ResultStep">The step whose weights are the result.</param>
/// <param name="Folder">The adapter, or the model of a run that tuned all weights.</param>
/// <param name="Metrics">The last value of every metric.</param>
/// <param name="Reason">Why the guard stopped it, in one line; null where it did not.</param>
/// <param name="Manifest">What it learnt from.</param>
public sealed record TrainingOutcome(
    TrainingEnd End,
    int Steps,
    int ResultStep,
    string Folder,
    IReadOnlyDictionary<string, double> Metrics,
    string? Reason,
    DataManifest Manifest)
{
    /// <summary>SHA-256 over what was tuned after the last step, bit by bit: the same in every process that shared the run.</summary>
    public string WeightsHash { get; init; } = "";
}
