namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>One rule that cuts or rewrites a piece before the model sees it. Immutable; many threads use one.</summary>
internal abstract class PreTokenizerStep
{
    /// <summary>Whether the step cuts a text into word-like pieces, so that results after it are worth remembering.</summary>
    public virtual bool CutsWords => true;

    /// <summary>Cuts or rewrites one piece and passes the outcome on.</summary>
    public abstract void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next);
}
