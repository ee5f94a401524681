using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>Processes that compute together, under PyTorch's names (TorchSharp has none).</summary>
    public static class distributed
    {
        /// <summary>Whether this libtorch has Gloo, and was built here with it.</summary>
        public static bool is_gloo_available()
        {
            Check(mhf_distributed_is_available(out var result));
            return result != 0;
        }

        /// <summary>Joins a group, waiting until every process of it has come.</summary>
        /// <param name="master_addr">Where process 0 can be reached.</param>
        /// <param name="master_port">Where it listens.</param>
        /// <param name="address">The own address that others connect to.</param>
        /// <param name="network_interface">The network interface to be reached through instead; null for none.</param>
        /// <param name="timeout">The longest any call waits for another process, this one included.</param>
        /// <exception cref="TorchException">Not all came in time, or they cannot reach each other.</exception>
        public static ProcessGroup init_process_group(
            string master_addr, int master_port, int rank, int world_size, string address, string? network_interface, TimeSpan timeout)
        {
            Check(mhf_distributed_join(
                master_addr, master_port, rank, world_size, address, network_interface, (long)timeout.TotalMilliseconds, out var group));
            return new ProcessGroup(group, rank, world_size);
        }
    }
}
