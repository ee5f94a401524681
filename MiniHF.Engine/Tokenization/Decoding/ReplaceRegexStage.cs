namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>Replaces every match inside each token.</summary>
internal sealed class ReplaceRegexStage(CodePointRegex regex, string content, DecodeStage next) : WholeTokenStage
{
    public override void Flush() => next.Flush();

    protected override void Token(string token)
    {
        next.Write(regex.ReplaceAll(token, content));
        next.EndToken();
    }
}
