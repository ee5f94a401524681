namespace MiniHF.Engine.Generation;

/// <summary>What one continuation wants drawn from its logits.</summary>
/// <param name="Seen">The tokens the repetition penalty applies to; null for none.</param>
/// <param name="Forbidden">Tokens that must not be drawn.</param>
/// <param name="Uniform">The number in [0, 1) that decides.</param>
/// <param name="Alternatives">How many of the most probable tokens to tell beside the drawn one.</param>
internal sealed record DrawWish(SamplingOptions Sampling, SeenTokens? Seen, int[] Forbidden, double Uniform, int Alternatives);
