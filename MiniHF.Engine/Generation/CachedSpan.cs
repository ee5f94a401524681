namespace MiniHF.Engine.Generation;

/// <summary>The next tokens of one text in a step.</summary>
/// <param name="Path">What was computed of the text before; the tokens are added to it.</param>
/// <param name="Count">How many tokens.</param>
public readonly record struct CachedSpan(KeyValuePath Path, int Count);
