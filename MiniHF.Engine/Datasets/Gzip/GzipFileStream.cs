using System.IO.Compression;

namespace MiniHF.Engine.Datasets.Gzip;

/// <summary>
/// What a file packed with gzip holds. <see cref="GZipStream"/> takes a file that was cut short for one that ends there; here a mark is
/// packed behind the file, and only what ends in the mark was whole.
/// </summary>
internal sealed class GzipFileStream : Stream
{
    private const int Size = 1 << 16;

    private static readonly byte[] s_mark = [.. "end of the file\0"u8];
    private static readonly byte[] s_packedMark = Pack(s_mark);

    private readonly GZipStream _unpacked;
    private readonly byte[] _ahead = new byte[Size + s_mark.Length];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public GzipFileStream(Stream packed)
    {
        _unpacked = new GZipStream(new AppendedStream(packed, s_packedMark), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Keeps what may be the mark, and reads on behind it.</summary>
    private void Fill()
    {
        _ahead.AsSpan(_start, _end - _start).CopyTo(_ahead);
        (_start, _end) = (0, _end - _start);
        int read = _unpacked.Read(_ahead.AsSpan(_end));
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
