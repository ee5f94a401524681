using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;

namespace MiniHF.Engine.Weave;

/// <summary>Who wrote and who judged: what a reader of the record must know to trust it, and a resumed search to go on with.</summary>
public sealed record WeaveProvenance
{
    /// <summary>Name of the model that writes.</summary>
    public string Generator { get; init; } = "";

    /// <summary>Hash of the model that writes.</summary>
    public string GeneratorHash { get; init; } = "";

    /// <summary>Name of the adapter on the model that writes; null for none.</summary>
    public string? GeneratorAdapter { get; init; }

    /// <summary>What that adapter does, as a hash; null for none.</summary>
    public string? GeneratorAdapterId { get; init; }

    public SamplingOptions? Sampling { get; init; }

    /// <summary>Name of the model that judges.</summary>
    public string Evaluator { get; init; } = "";

    /// <summary>Hash of the model that judges.</summary>
    public string EvaluatorHash { get; init; } = "";

    /// <summary>Name of the adapter on the model that judges; null for none.</summary>
    public string? EvaluatorAdapter { get; init; }

    /// <summary>What that adapter does, as a hash; null for none.</summary>
    public string? EvaluatorAdapterId { get; init; }

    /// <summary>The question, or the whole constitution, as it was given.</summary>
    public string Criteria { get; init; } = "";

    /// <summary>How the answers to several questions became one score.</summary>
    public ScoreCombination Combination { get; init; }

    /// <summary>What a question ended with before the model answered.</summary>
    public string Suffix { get; init; } = "";
}
