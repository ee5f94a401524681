namespace MiniHF.Workspace.Notebooks;

/// <summary>Who judged: what it takes to judge the same again.</summary>
/// <param name="Model">Name of the evaluator.</param>
/// <param name="Adapter">Name of the adapter on it; null for none.</param>
/// <param name="AdapterId">What that adapter does, as a hash; null for none.</param>
/// <param name="Suffix">What a question ended with before the model answered.</param>
public sealed record EvaluationProvenance(string Model, string ModelHash, string? Adapter, string? AdapterId, string Suffix);
