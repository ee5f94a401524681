namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>Takes up to <paramref name="start"/> of a character off the front of each token and up to <paramref name="stop"/> off its end.</summary>
internal sealed class StripStage(char character, int start, int stop, DecodeStage next) : DecodeStage
{
    private int _stripped;
    private int _held;
    private bool _isPastStart;

    public override void Write(ReadOnlySpan<char> text)
    {
        while (!_isPastStart && !text.IsEmpty)
        {
            if (text[0] == character && _stripped < start)
            {
                _stripped++;
                text = text[1..];
            }
            else
            {
                _isPastStart = true;
            }
        }

        int ending = Math.Min(text.Length - text.TrimEnd(character).Length, stop);
        if (ending < text.Length)
        {
            Release(_held);
            next.Write(text[..^ending]);
        }

        Release(_held + ending - stop);
        _held += ending;
    }

    public override void EndToken()
    {
        (_stripped, _held, _isPastStart) = (0, 0, false);
        next.EndToken();
    }

    public override void Flush() => next.Flush();

    private void Release(int count)
    {
        for (; count > 0; count--)
        {
            next.Write([character]);
            _held--;
        }
    }
}
