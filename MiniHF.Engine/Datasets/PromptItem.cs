namespace MiniHF.Engine.Datasets;

/// <summary>A text to continue.</summary>
public sealed record PromptItem(string Prompt) : DataItem;
