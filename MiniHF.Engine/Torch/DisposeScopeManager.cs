using MiniHF.Engine.Torch.Interop;

namespace MiniHF.Engine.Torch;

/// <summary>The calling thread's open scopes, and exact counts of live tensors.</summary>
public static class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScope? t_current;

    /// <summary>Tensors alive in the process.</summary>
    public static long LiveTensorCount => ThreadTensorStatistics.Total;

    /// <summary>Tensors made on the calling thread that are still alive, wherever they went.</summary>
    public static long ThreadLiveTensorCount => ThreadTensorStatistics.Current.Live;

    internal static DisposeScope? Current
    {
        get => t_current;
        set => t_current = value;
    }
}
