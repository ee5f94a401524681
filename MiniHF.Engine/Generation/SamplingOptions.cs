namespace MiniHF.Engine.Generation;

/// <summary>How the next token is drawn from a model's distribution. Temperature 0 is greedy.</summary>
/// <param name="Temperature">Divides the logits; 0 takes the most probable token.</param>
/// <param name="TopK">Keeps the k most probable tokens; 0 keeps all.</param>
/// <param name="TopP">Keeps the smallest set of tokens whose probabilities sum to at least p; 1 keeps all.</param>
/// <param name="MinP">Keeps tokens at least this fraction as probable as the most probable one; 0 keeps all.</param>
/// <param name="RepetitionPenalty">Divides the positive and multiplies the negative logits of tokens seen before (CTRL, Keskar et al. 2019); 1 is off.</param>
public sealed record SamplingOptions(
    double Temperature = 0.9,
    int TopK = 50,
    double TopP = 1.0,
    double MinP = 0.0,
    double RepetitionPenalty = 1.02)
{
    /// <summary>The most probable token, always.</summary>
    public static SamplingOptions Greedy { get; } = new(Temperature: 0, TopK: 0, RepetitionPenalty: 1);
}
