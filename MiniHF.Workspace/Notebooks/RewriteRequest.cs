namespace MiniHF.Workspace.Notebooks;

/// <summary>What a model was asked when it was to write a passage anew.</summary>
/// <param name="Of">The branch to be rewritten.</param>
/// <param name="Feedback">What a person wants otherwise, a point a line.</param>
/// <param name="Prompt">The whole text the model goes on from.</param>
/// <param name="Stop">Where it ends: this stands after each of the examples.</param>
public sealed record RewriteRequest(BranchId Of, string Feedback, string Prompt, string Stop);
