namespace MiniHF.Engine.Tokenization.Normalization;

/// <summary>A normalizer that is one function.</summary>
internal sealed class DelegateNormalizer(Func<string, string> normalize) : Normalizer
{
    public override string Normalize(string text) => normalize(text);
}
