namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>
/// One step from tokens to text, with the state of one decoding. A token arrives as any number of <see cref="Write"/> calls and
/// one <see cref="EndToken"/>; <see cref="Flush"/> ends the sequence. A stage passes on what later tokens can no longer change.
/// </summary>
internal abstract class DecodeStage
{
    public abstract void Write(ReadOnlySpan<char> text);

    public abstract void EndToken();

    public abstract void Flush();
}
