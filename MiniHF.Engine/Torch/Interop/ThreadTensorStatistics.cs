namespace MiniHF.Engine.Torch.Interop;

/// <summary>How many tensors a thread made that still live, wherever they are disposed.</summary>
internal sealed class ThreadTensorStatistics
{
    [ThreadStatic]
    private static ThreadTensorStatistics? t_current;

    private static long s_total;

    private long _live;

    internal static ThreadTensorStatistics Current => t_current ??= new ThreadTensorStatistics();

    internal static long Total => Interlocked.Read(ref s_total);

    internal long Live => Interlocked.Read(ref _live);

    internal void Created()
    {
        Interlocked.Increment(ref _live);
        Interlocked.Increment(ref s_total);
    }

    internal void Released()
    {
        Interlocked.Decrement(ref _live);
        Interlocked.Decrement(ref s_total);
    }
}
