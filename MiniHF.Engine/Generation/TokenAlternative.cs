namespace MiniHF.Engine.Generation;

/// <summary>A token the model might have written, with its natural log-probability. The text is empty where the request did not want it spelled.</summary>
public readonly record struct TokenAlternative(int TokenId, string Text, float LogProbability);
