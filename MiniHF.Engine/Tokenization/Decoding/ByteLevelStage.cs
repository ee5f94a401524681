using System.Buffers;
using System.Text;

namespace MiniHF.Engine.Tokenization.Decoding;

/// <summary>Byte-level tokens become bytes, bytes become text; an unfinished character waits for its rest.</summary>
internal sealed class ByteLevelStage(DecodeStage next) : WholeTokenStage
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();

    public override void Flush()
    {
        Pass([], flush: true);
        next.EndToken();
        next.Flush();
    }

    protected override void Token(string token)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(token.Length * 3);
        Pass(bytes.AsSpan(0, ByteAlphabet.Decode(token, bytes)), flush: false);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Pass(ReadOnlySpan<byte> bytes, bool flush)
    {
        // Up to three held bytes may each become a U+FFFD besides what the new bytes become.
        char[] text = ArrayPool<char>.Shared.Rent(bytes.Length + 4);
        int count = _utf8.GetChars(bytes, text, flush);
        if (count > 0)
        {
            next.Write(text.AsSpan(0, count));
        }

        ArrayPool<char>.Shared.Return(text);
    }
}
