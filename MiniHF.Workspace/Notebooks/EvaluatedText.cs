namespace MiniHF.Workspace.Notebooks;

/// <summary>A text of an evaluation: a branch of a write cell as it stood when the evaluation began.</summary>
/// <param name="Hash">Of prompt and response then (<see cref="EvaluationRules.HashOf"/>): a text that was changed since is not judged as if it were this one.</param>
public sealed record EvaluatedText(CellId Cell, BranchId Branch, string Hash);
