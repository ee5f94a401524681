namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>What a growth, a search or an evaluation runs on, by the names of the library.</summary>
/// <param name="Model">Empty for the default.</param>
/// <param name="Adapter">Of the model that writes; empty for none.</param>
/// <param name="EvaluatorAdapter">Of the model that judges; empty for none.</param>
/// <param name="Evaluator">The model that judges; empty for the one that writes.</param>
internal readonly record struct ModelsAsked(string Model, string Adapter, string EvaluatorAdapter = "", string Evaluator = "");
