namespace MiniHF.Workspace.Notebooks.Decide;

/// <summary>A loaded model, as it is recorded.</summary>
/// <param name="Name">What the library calls it.</param>
/// <param name="Hash">Of its files.</param>
public sealed record ModelFact(string Name, string Hash);
