namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>All tokens become one.</summary>
internal sealed class FuseStage(DecodeStage next) : DecodeStage
{
    public override void Write(ReadOnlySpan<char> text) => next.Write(text);

    public override void EndToken()
    {
    }

    public override void Flush()
    {
        next.EndToken();
        next.Flush();
    }
}
