namespace MiniHF.Engine.Generation;

/// <summary>A token the model might have written, with its natural log-probability.</summary>
public readonly record struct TokenAlternative(int TokenId, string Text, float LogProbability);
