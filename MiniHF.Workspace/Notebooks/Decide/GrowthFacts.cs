namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>What a decision to grow, to search or to evaluate records and cannot know by itself.</summary>
/// <param name="Seed">Drawn afresh; used where the cell's settings fix none.</param>
/// <param name="Model">Name of the loaded model.</param>
/// <param name="ModelHash">Its hash.</param>
/// <param name="Server">The server process that will do the work.</param>
public sealed record GrowthFacts(long Seed, string Model, string ModelHash, Guid Server)
{
    /// <summary>The adapter that writes; null for none.</summary>
    public AdapterFact? Adapter { get; init; }

    /// <summary>The adapter that judges; null for none.</summary>
    public AdapterFact? EvaluatorAdapter { get; init; }

    /// <summary>What the tokens read as that a branch is to begin with; null where it begins afresh.</summary>
    public string? Prefix { get; init; }

    /// <summary>The model that judges; null where the one that writes does.</summary>
    public ModelFact? Evaluator { get; init; }
}
