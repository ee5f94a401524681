namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>One place where a text changes.</summary>
/// <param name="Keep">Characters (UTF-16 units) that stay as they are since the step before.</param>
/// <param name="Drop">The text taken away here.</param>
/// <param name="Put">The text that comes in its place.</param>
public readonly record struct TextStep(int Keep, string Drop, string Put);
