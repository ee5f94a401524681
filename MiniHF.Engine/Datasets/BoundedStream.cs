namespace MiniHF.Engine.Datasets;

/// <summary>What comes out of a compressed file, up to a limit: a small file may claim to hold more than any memory does.</summary>
internal sealed class BoundedStream(Stream inner, long limit, string name) : ForwardStream(inner)
{
    /// <summary>Most bytes that one file may hold.</summary>
    public const long MostBytes = 2L << 30;

    private readonly long _limit = limit;
    private long _left = limit;

    public override int Read(Span<byte> buffer)
    {
        int read = Inner.Read(buffer);
        _left -= read;
        return _left >= 0
            ? read
            : throw new UserFacingException(FormattableString.Invariant($"{name} unpacks to more than {_limit >> 20:N0} MiB: it is broken, or made to harm; split it if it is neither."));
    }
}
