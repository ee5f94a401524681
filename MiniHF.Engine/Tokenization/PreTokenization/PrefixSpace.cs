namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Puts a space before a piece that has none, so that a text's first word is encoded like any other.</summary>
internal sealed class PrefixSpace : PreTokenizerStep
{
    public override bool CutsWords => false;

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next) =>
        next.Accept(piece[0] == ' ' ? piece : string.Concat(" ", piece), atStart);
}
