namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>A tokenizer without a decoder: its tokens with a space between.</summary>
internal sealed class SpacedStage(DecodeStage next) : DecodeStage
{
    private bool _isLater;
    private bool _isInside;

    public override void Write(ReadOnlySpan<char> text)
    {
        Begin();
        next.Write(text);
    }

    public override void EndToken()
    {
        Begin();
        _isInside = false;
        next.EndToken();
    }

    public override void Flush() => next.Flush();

    private void Begin()
    {
        if (_isLater && !_isInside)
        {
            next.Write(" ");
        }

        (_isLater, _isInside) = (true, true);
    }
}
