namespace MiniHF.Engine.Weave;

/// <summary>A continuation that was written and not judged yet.</summary>
/// <param name="TokenIds">Empty where they are not known.</param>
/// <param name="EndsText">The model ended the text here.</param>
public sealed record BranchText(string Text, IReadOnlyList<int> TokenIds, bool EndsText);
