using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Notebooks;

/// <summary>How a write cell grows.</summary>
/// <param name="Model">Name of a model in the library; empty for the workspace's default.</param>
/// <param name="Count">Continuations grown at once, 1 to 16.</param>
/// <param name="MaxTokens">Length of each, in tokens, 1 to 2,048.</param>
/// <param name="Seed">A fixed seed, or null to draw a fresh one each time.</param>
public sealed record GenerationSettings(
    string Model,
    int Count,
    int MaxTokens,
    SamplingOptions Sampling,
    long? Seed)
{
    /// <summary>Name of an adapter of that model in the library; empty for the model as it is.</summary>
    public string Adapter { get; init; } = "";

    public static GenerationSettings Default { get; } = new("", 4, 64, new SamplingOptions(), null);
}
