namespace MiniHF.Engine.Generation;

/// <summary>A token the engine drew.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="LogProbability">Its natural log-probability under the model's own distribution.</param>
/// <param name="TopIds">The most probable tokens, most probable first. Good during the call only, like the next.</param>
/// <param name="TopLogProbabilities">Their natural log-probabilities.</param>
public readonly record struct DrawnToken(int TokenId, float LogProbability, ReadOnlyMemory<int> TopIds, ReadOnlyMemory<float> TopLogProbabilities);
