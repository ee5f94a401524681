namespace MiniHF.Workspace.Notebooks.State;

/// <summary>Tokens of a branch that were recorded with another one: it was cut out of that one, or begins as it does.</summary>
/// <param name="Branch">The branch they were written into.</param>
/// <param name="From">The first of them there.</param>
/// <param name="Count">How many.</param>
public readonly record struct TokenRun(BranchId Branch, int From, int Count);
