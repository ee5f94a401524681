namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Takes the pieces of a text in order.</summary>
internal abstract class PieceSink
{
    /// <summary>Takes one piece, which lives no longer than the call. An empty piece is ignored.</summary>
    /// <param name="atStart">The piece begins where the original text begins.</param>
    public abstract void Accept(ReadOnlySpan<char> piece, bool atStart);
}
