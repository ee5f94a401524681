using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a loss over many targets comes down to.</summary>
        public enum Reduction
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static class utils
        {
            /// <summary>Scales all gradients together so that their norm is at most <paramref name="max_norm"/>; gives the norm they had.</summary>
            /// <exception cref="TorchException">The norm is not finite and <paramref name="error_if_nonfinite"/> is set.</exception>
            public static double clip_grad_norm_(IReadOnlyList<Tensor> parameters, double max_norm, bool error_if_nonfinite = false)
            {
                using var handles = new HandleList(parameters, new IntPtr[parameters.Count]);
                Check(mhf_autograd_clip_grad_norm_(handles.Pointers, parameters.Count, max_norm, error_if_nonfinite ? 1 : 0, out var norm));
                return norm;
            }
        }

        public static class init
        {
            /// <summary>He et al. 2015: uniform within ±sqrt(6 / ((1 + a²) fan_in)), for a matrix (out, in).</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, Generator? generator = null)
            {
                using var _ = no_grad();
                var bound = Math.Sqrt(6.0 / ((1 + (a * a)) * tensor.size(1)));
                return tensor.uniform_(-bound, bound, generator);
            }

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var _ = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            public static Tensor zeros_(Tensor tensor)
            {
                using var _ = no_grad();
                return tensor.zero_();
            }
        }
    }
}
