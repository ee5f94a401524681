using System.Globalization;
using System.Text;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>
/// A run of <c>&lt;0xXX&gt;</c> tokens becomes the text its bytes spell, or one U+FFFD a byte where they spell none. The run as a
/// whole decides, so it waits for its end.
/// </summary>
internal sealed class ByteFallbackStage(DecodeStage next) : WholeTokenStage
{
    private readonly List<byte> _run = [];

    public override void Flush()
    {
        EndRun();
        next.Flush();
    }

    protected override void Token(string token)
    {
        if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
        {
            _run.Add(value);
            return;
        }

        EndRun();
        next.Write(token);
        next.EndToken();
    }

    private void EndRun()
    {
        if (_run.Count == 0)
        {
            return;
        }

        byte[] bytes = [.. _run];
        _run.Clear();
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            next.Write(Encoding.UTF8.GetString(bytes));
            next.EndToken();
            return;
        }

        foreach (byte _ in bytes)
        {
            next.Write("\uFFFD");
            next.EndToken();
        }
    }
}
