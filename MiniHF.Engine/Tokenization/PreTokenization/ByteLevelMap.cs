using System.Buffers;

namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Rewrites a piece as the characters that stand for its UTF-8 bytes.</summary>
internal sealed class ByteLevelMap : PreTokenizerStep
{
    private const int OnStack = 192;

    public override bool CutsWords => false;

    public override void Split(ReadOnlySpan<char> piece, bool atStart, PieceSink next)
    {
        int most = ByteAlphabet.MaxLength(piece.Length);
        char[]? rented = most <= OnStack ? null : ArrayPool<char>.Shared.Rent(most);
        Span<char> mapped = rented ?? stackalloc char[OnStack];
        next.Accept(mapped[..ByteAlphabet.Encode(piece, mapped)], atStart);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
