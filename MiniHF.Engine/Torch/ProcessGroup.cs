using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

/// <summary>
/// This process's place among several that compute together, over c10d and Gloo. All of them make the same calls in the same
/// order; each call waits for the others, and fails when one is gone or keeps it waiting longer than the group's timeout.
/// </summary>
public sealed class ProcessGroup : IDisposable
{
    private readonly ProcessGroupHandle _handle;

    internal ProcessGroup(IntPtr group, int rank, int size)
    {
        _handle = new ProcessGroupHandle(group);
        (this.rank, this.size) = (rank, size);
    }

    /// <summary>This process's number, from 0.</summary>
    public int rank { get; }

    /// <summary>How many processes there are.</summary>
    public int size { get; }

    /// <summary>Puts the sum over all processes into a contiguous tensor of the CPU: the same bits in each of them.</summary>
    /// <exception cref="TorchException">Another process is gone, or did not come in time.</exception>
    public void all_reduce(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Check(mhf_distributed_all_reduce_(_handle, tensor.Handle), "distributed.all_reduce");
    }

    /// <summary>Puts one process's tensor into the others' of the same shape and type.</summary>
    /// <inheritdoc cref="all_reduce" path="/exception"/>
    public void broadcast(torch.Tensor tensor, int src)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Check(mhf_distributed_broadcast_(_handle, tensor.Handle, src), "distributed.broadcast");
    }

    /// <summary>Waits until all are here.</summary>
    /// <inheritdoc cref="all_reduce" path="/exception"/>
    public void barrier() => Check(mhf_distributed_barrier(_handle), "distributed.barrier");

    public void Dispose() => _handle.Dispose();
}
