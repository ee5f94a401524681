namespace MiniHF.Engine.Training;

/// <summary>A text to continue, and its tokens, cut from the left to leave room for what follows.</summary>
internal sealed record Prompt(string Text, int[] Ids, IReadOnlyList<string> EventIds);
