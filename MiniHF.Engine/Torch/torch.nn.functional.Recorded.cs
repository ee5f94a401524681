using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Fused functions that record a gradient, for training on the CPU: one call and one pass over memory where the composed forms take ten.
            /// The gradient has no gradient of its own.
            /// </summary>
            internal static class Recorded
            {
                internal static Tensor rms_norm(Tensor input, Tensor weight, double eps) =>
                    Result(mhf_recorded_rms_norm(input.Handle, weight.Handle, eps, out var result), result);

                internal static Tensor gated_silu(Tensor input, Tensor factor) =>
                    Result(mhf_recorded_gated_silu(input.Handle, factor.Handle, out var result), result);

                internal static Tensor rotary(Tensor input, Tensor cos, Tensor sin, Tensor positions, bool interleaved) =>
                    Result(mhf_recorded_rotary(input.Handle, cos.Handle, sin.Handle, positions.Handle, interleaved ? 1 : 0, out var result), result);

                /// <summary>
                /// softmax(q kᵀ / sqrt(D)) v of texts one behind the other, (N, H, D): each token sees its own text up to itself.
                /// </summary>
                /// <param name="lengths">Tokens of each text.</param>
                internal static Tensor packed_attention(Tensor query, Tensor key, Tensor value, ReadOnlySpan<long> lengths) =>
                    Result(mhf_recorded_packed_attention(query.Handle, key.Handle, value.Handle, lengths, lengths.Length, out var result), result);
            }
        }
    }
}
