using System.Text;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>Replaces a string inside each token; only what may be the beginning of the string waits.</summary>
internal sealed class ReplaceStringStage(string pattern, string content, DecodeStage next) : DecodeStage
{
    private readonly StringBuilder _held = new();

    public override void Write(ReadOnlySpan<char> text)
    {
        _held.Append(text);
        string current = _held.ToString();
        int from = 0;
        for (int found; (found = current.IndexOf(pattern, from, StringComparison.Ordinal)) >= 0; from = found + pattern.Length)
        {
            next.Write(current.AsSpan(from, found - from));
            next.Write(content);
        }

        int kept = Math.Min(pattern.Length - 1, current.Length - from);
        while (kept > 0 && !pattern.AsSpan().StartsWith(current.AsSpan(current.Length - kept)))
        {
            kept--;
        }

        next.Write(current.AsSpan(from, current.Length - kept - from));
        _held.Clear().Append(current, current.Length - kept, kept);
    }

    public override void EndToken()
    {
        if (_held.Length > 0)
        {
            next.Write(_held.ToString());
            _held.Clear();
        }

        next.EndToken();
    }

    public override void Flush() => next.Flush();
}
