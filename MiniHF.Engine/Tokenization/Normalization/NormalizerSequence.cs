namespace MiniHF.Engine.Tokenization.Normalization;

/// <summary>One normalizer after another.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<Normalizer> steps) : Normalizer
{
    public override string Normalize(string text) => steps.Aggregate(text, (current, step) => step.Normalize(current));
}
