namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>SentencePiece's visible space becomes a space again; in the first token it goes when the encoder had put it there.</summary>
internal sealed class MetaspaceStage(char replacement, bool dropsFirst, DecodeStage next) : DecodeStage
{
    private bool _isFirst = true;

    public override void Write(ReadOnlySpan<char> text)
    {
        string token = text.ToString();
        next.Write(_isFirst && dropsFirst
            ? token.Replace(replacement.ToString(), string.Empty, StringComparison.Ordinal)
            : token.Replace(replacement, ' '));
    }

    public override void EndToken()
    {
        _isFirst = false;
        next.EndToken();
    }

    public override void Flush() => next.Flush();
}
