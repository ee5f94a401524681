namespace MiniHF.Engine.Weave.Replay;

/// <summary>What a search cost.</summary>
/// <param name="TokensWritten">Tokens of all continuations.</param>
/// <param name="TokensComputed">Tokens that went through a model: prompts, continuations and questions.</param>
/// <param name="TokensReused">Tokens of prompts and questions that had been computed before.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record WeaveStatistics(long TokensWritten, long TokensComputed, long TokensReused, double Seconds);
