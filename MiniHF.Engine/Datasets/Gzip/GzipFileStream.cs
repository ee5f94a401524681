using System.IO.Compression;

namespace MiniHF.Engine.Datasets.Gzip;

/// <summary>
/// What a file packed with gzip holds. <see cref="GZipStream"/> takes a file that was cut short for one that ends there; here a mark is
/// packed behind the file, and only what ends in the mark was whole.
/// </summary>
internal sealed class GzipFileStream(Stream packed)
    : ForwardStream(new GZipStream(new AppendedStream(packed, s_packedMark), CompressionMode.Decompress))
{
    private const int Size = 1 << 16;

    private static readonly byte[] s_mark = [.. "end of the file\0"u8];
    private static readonly byte[] s_packedMark = Pack(s_mark);

    private readonly byte[] _ahead = new byte[Size + s_mark.Length];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <exception cref="InvalidDataException">It is broken, cut short, or no such file.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && _end - _start <= s_mark.Length)
        {
            Fill();
        }

        int count = Math.Min(buffer.Length, Math.Max(0, _end - _start - s_mark.Length));
        _ahead.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Keeps what may be the mark, and reads on behind it.</summary>
    private void Fill()
    {
        _ahead.AsSpan(_start, _end - _start).CopyTo(_ahead);
        (_start, _end) = (0, _end - _start);
        int read = Inner.Read(_ahead.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
        if (_isAtEnd && !_ahead.AsSpan(0, _end).SequenceEqual(s_mark))
        {
            throw new InvalidDataException("it is cut short");
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
