namespace MiniHF.Engine.Datasets.Gzip;

/// <summary>A stream, and some bytes after its end.</summary>
internal sealed class AppendedStream(Stream first, byte[] then) : ForwardStream(first)
{
    private int _taken;

    public override int Read(Span<byte> buffer)
    {
        if (_taken == 0 && Inner.Read(buffer) is > 0 and var read)
        {
            return read;
        }

        int count = Math.Min(buffer.Length, then.Length - _taken);
        then.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }
}
