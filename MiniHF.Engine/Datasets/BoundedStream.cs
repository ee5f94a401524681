namespace MiniHF.Engine.Datasets;

/// <summary>What comes out of a compressed file, up to a limit: a small file may claim to hold more than any memory does.</summary>
internal sealed class BoundedStream(Stream inner, long limit, string name) : Stream
{
    /// <summary>Most bytes that one file may hold.</summary>
    public const long MostBytes = 2L << 30;

    private readonly long _limit = limit;
    private long _left = limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _left -= read;
        return _left >= 0
            ? read
            : throw new UserFacingException(FormattableString.Invariant($"{name} unpacks to more than {_limit >> 20:N0} MiB: it is broken, or made to harm; split it if it is neither."));
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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
