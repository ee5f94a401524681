namespace MiniHF.Workspace.Notebooks.Working;

/// <summary>What a growth or a search runs on, by the names of the library.</summary>
/// <param name="Model">Empty for the default.</param>
/// <param name="Adapter">Of the model that writes; empty for none.</param>
/// <param name="EvaluatorAdapter">Of the model that judges; empty for none.</param>
internal readonly record struct ModelsAsked(string Model, string Adapter, string EvaluatorAdapter = "");
