namespace MiniHF.Engine.Tokenization.Normalization;

/// <summary>Rewrites text before it is split. Immutable; many threads use one.</summary>
internal abstract class Normalizer
{
    /// <summary>The text as the model is to see it. The input has no lone surrogates.</summary>
    public abstract string Normalize(string text);
}
