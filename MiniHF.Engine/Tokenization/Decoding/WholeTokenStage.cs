using System.Text;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>A stage that must see a token whole.</summary>
internal abstract class WholeTokenStage : DecodeStage
{
    private readonly StringBuilder _token = new();

    public sealed override void Write(ReadOnlySpan<char> text) => _token.Append(text);

    public sealed override void EndToken()
    {
        string token = _token.ToString();
        _token.Clear();
        Token(token);
    }

    protected abstract void Token(string token);
}
