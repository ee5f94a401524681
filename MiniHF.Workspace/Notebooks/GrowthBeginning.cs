namespace MiniHF.Workspace.Notebooks;

/// <summary>What every branch of a growth begins with: another branch's first tokens, and one that might have come next.</summary>
/// <param name="Of">That other branch.</param>
/// <param name="Token">The place of the new token, from 0.</param>
/// <param name="Text">What the tokens read as.</param>
/// <param name="TokenIds">The new one last.</param>
/// <param name="LogProbabilities">One for each token.</param>
public sealed record GrowthBeginning(
    BranchId Of, int Token, string Text, IReadOnlyList<int> TokenIds, IReadOnlyList<float> LogProbabilities);
