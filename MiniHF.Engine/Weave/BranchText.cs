namespace MiniHF.Engine.Weave;

/// <summary>A continuation that was written and not judged yet.</summary>
/// <param name="TokenIds">Empty where they are not known.</param>
/// <param name="EndsText">The model ended the text here.</param>
public sealed record BranchText(string Text, IReadOnlyList<int> TokenIds, bool EndsText)
{
    /// <summary>One for each token; empty where they are not known.</summary>
    public IReadOnlyList<float> LogProbabilities { get; init; } = [];
}
