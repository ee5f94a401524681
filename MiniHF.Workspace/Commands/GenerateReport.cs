using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>What <c>generate --json</c> prints.</summary>
/// <param name="Adapter">Name of the adapter's directory; null for none.</param>
internal sealed record GenerateReport(
    string Model, string? Adapter, long Seed, string Prompt, IReadOnlyList<int>? PromptIds, IReadOnlyList<GenerateReport.Continuation> Continuations)
{
    /// <summary>What all of it took of the model; null where it was interrupted.</summary>
    public CostReport? Cost { get; init; }

    /// <param name="Logprobs">Natural, under the model's own distribution, beside the token ids.</param>
    /// <param name="Alternatives">The most probable tokens at each place, where they were asked for.</param>
    /// <param name="FinishReason">length, endOfText, stopString or cancelled.</param>
    internal sealed record Continuation(
        int Index,
        string Text,
        IReadOnlyList<int> TokenIds,
        IReadOnlyList<float> Logprobs,
        IReadOnlyList<IReadOnlyList<TokenAlternative>>? Alternatives,
        string FinishReason);
}
