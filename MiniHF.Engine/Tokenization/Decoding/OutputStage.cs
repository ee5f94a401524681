using System.Text;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>The end of the line: collects the text.</summary>
internal sealed class OutputStage : DecodeStage
{
    private readonly StringBuilder _text = new();

    public override void Write(ReadOnlySpan<char> text) => _text.Append(text);

    public override void EndToken()
    {
    }

    public override void Flush()
    {
    }

    /// <summary>What came since the last call.</summary>
    public string Take()
    {
        if (_text.Length == 0)
        {
            return string.Empty;
        }

        string text = _text.ToString();
        _text.Clear();
        return text;
    }
}
