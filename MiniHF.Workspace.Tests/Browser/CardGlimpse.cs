namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A card at one moment: whether it grows, and how many characters it shows.</summary>
internal sealed record CardGlimpse(bool Growing, int Length);
