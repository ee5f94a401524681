using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

// TorchSharp has rms_norm; the others are ours. Each takes one native call on the CPU where no gradient is wanted, some also where
// one is (torch.nn.functional.Recorded.cs), and its composed form (Composed) everywhere else.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            [ThreadStatic]
            private static ExecutionPath s_path;

            /// <summary>x / sqrt(mean(x²) + eps) · weight over the last dimension (Zhang and Sennrich 2019); the mean is taken in Float32.</summary>
            public static Tensor rms_norm(Tensor input, Tensor weight, double eps = 1e-6) =>
                CanFuse(input) && input.dtype == weight.dtype && !Records(weight)
                    ? Result(mhf_fused_rms_norm(input.Handle, weight.Handle, eps, out var result), result)
                    : CanRecord(input) && input.dtype == weight.dtype
                        ? Recorded.rms_norm(input, weight, eps)
                        : Composed.rms_norm(input, weight, eps);

            /// <summary>
            /// Rotary position embedding (Su et al. 2021). On the CPU and without gradients it works in place and gives the input itself;
            /// otherwise it gives a new tensor: always use the result.
            /// </summary>
            /// <param name="input">(rows, heads, width), any strides with a dense last dimension: a slice of a joint projection will do.</param>
            /// <param name="cos">Cosines (positions, half the rotated width), Float32.</param>
            /// <param name="sin">Sines, likewise.</param>
            /// <param name="positions">The position of each row, Int64.</param>
            /// <param name="interleaved">Pairs are neighbours (GPT-J) rather than halves (LLaMA, GPT-NeoX).</param>
            public static Tensor rotary_(Tensor input, Tensor cos, Tensor sin, Tensor positions, bool interleaved = false)
            {
                if (!CanFuse(input))
                {
                    return CanRecord(input)
                        ? Recorded.rotary(input, cos, sin, positions, interleaved)
                        : Composed.rotary(input, cos, sin, positions, interleaved);
                }

                Check(mhf_fused_rotary_(input.Handle, cos.Handle, sin.Handle, positions.Handle, interleaved ? 1 : 0));
                return input;
            }

            /// <summary>
            /// Attention of single positions over cached keys and values, each row over segments of its own: softmax(scale · q kᵀ) v. Query heads
            /// share key/value heads in groups. A row's result is the same to the bit whatever rows are beside it and however its positions are
            /// cut into segments. Neighbouring rows that begin with the same segments have these read once for up to eight of them.
            /// </summary>
            /// <param name="query">(N, H, D), contiguous.</param>
            /// <param name="keys">
            /// One tensor a segment, (Hkv, capacity, D) in any strides with a dense last dimension. Which order reads fastest depends on the shape:
            /// stored like this a head's positions are neighbours, which suits few wide heads; stored as (capacity, Hkv, D) and given as
            /// <c>transpose(0, 1)</c> an append is one copy instead of Hkv.
            /// </param>
            /// <param name="values">Likewise.</param>
            /// <param name="lengths">How many positions of each segment take part.</param>
            /// <param name="segmentOffsets">N + 1 numbers: row n attends to segments [offsets[n], offsets[n + 1]).</param>
            /// <param name="scale">Usually 1 / sqrt(D).</param>
            /// <returns>(N, H, D); zeros for a row without positions.</returns>
            public static Tensor cached_attention(
                Tensor query, IReadOnlyList<Tensor> keys, IReadOnlyList<Tensor> values, ReadOnlySpan<long> lengths, ReadOnlySpan<int> segmentOffsets, double scale)
            {
                if (keys.Count != lengths.Length || values.Count != lengths.Length)
                {
                    throw new ArgumentException($"{keys.Count} keys, {values.Count} values and {lengths.Length} lengths do not describe the same segments.", nameof(keys));
                }

                if (!CanFuse(query))
                {
                    return Composed.cached_attention(query, keys, values, lengths, segmentOffsets, scale);
                }

                using var k = new HandleList(keys, keys.Count <= 128 ? stackalloc IntPtr[keys.Count] : new IntPtr[keys.Count]);
                using var v = new HandleList(values, values.Count <= 128 ? stackalloc IntPtr[values.Count] : new IntPtr[values.Count]);
                var status = mhf_fused_cached_attention(
                    query.Handle, k.Pointers, v.Pointers, lengths, lengths.Length, segmentOffsets, segmentOffsets.Length, scale, out var result);
                return Result(status, result);
            }

            /// <summary>
            /// <see cref="linear"/> for few rows: sums are taken in Float32, and each row's result is the same to the bit whatever other rows are in the
            /// call, on any number of threads.
            /// </summary>
            /// <param name="input">(..., K), Float32 or BFloat16.</param>
            /// <param name="weight">(M, K), Float32 or BFloat16; read once for all rows. One that is not contiguous is copied first.</param>
            /// <param name="bias">(M).</param>
            /// <returns>(..., M) in the input's type.</returns>
            public static Tensor linear_rows(Tensor input, Tensor weight, Tensor? bias = null)
            {
                if (!CanFuse(input) || Records(weight) || (bias is not null && Records(bias)))
                {
                    return Composed.linear_rows(input, weight, bias);
                }

                return Result(mhf_fused_linear_rows(input.Handle, weight.Handle, Optional(bias), out var result), result);
            }

            /// <summary>
            /// Adds what a LoRA does to some rows of a layer's result: self[r] += b (scaling · a input[r]). Works in place and gives self. A row's
            /// result is the same to the bit whatever other rows are in the call, on any number of threads. Records no gradients.
            /// </summary>
            /// <param name="self">(N, M).</param>
            /// <param name="input">(N, K), of self's type.</param>
            /// <param name="a">(R, K), Float32.</param>
            /// <param name="b">(M, R), Float32.</param>
            /// <param name="first">The first row to change.</param>
            /// <param name="count">How many.</param>
            public static Tensor add_low_rank_(Tensor self, Tensor input, Tensor a, Tensor b, double scaling, long first, long count)
            {
                if (self.dtype != ScalarType.Float32 || !CanFuse(self) || !input.is_contiguous())
                {
                    return Composed.add_low_rank_(self, input, a, b, scaling, first, count);
                }

                Check(mhf_fused_add_low_rank_(self.Handle, input.Handle, a.Handle, b.Handle, scaling, first, count));
                return self;
            }

            /// <summary>
            /// An activation, times <paramref name="factor"/> where one is given (a gated layer's other half). An element's result is the same to the bit
            /// wherever it lies, on any number of threads.
            /// </summary>
            public static Tensor activation(Tensor input, Activation kind, Tensor? factor = null) =>
                CanFuse(input) && (factor is null || (!Records(factor) && factor.dtype == input.dtype))
                    ? Result(mhf_fused_activation(input.Handle, Optional(factor), (int)kind, out var result), result)
                    : kind == Activation.Silu && factor is not null && factor.dtype == input.dtype && CanRecord(input) && CanRecord(factor)
                        ? Recorded.gated_silu(input, factor)
                        : Composed.activation(input, kind, factor);

            /// <summary>Until disposed, this thread's calls take the path given; a tensor off the CPU leaves but one.</summary>
            internal static PathScope follow(ExecutionPath path) => new(path);

            /// <summary>Whether kernels of ours may read this tensor's elements.</summary>
            internal static bool IsOnHost(Tensor input) => s_path == ExecutionPath.HostKernels && input.device_type == DeviceType.CPU;

            private static bool CanFuse(Tensor input) =>
                IsOnHost(input) && (input.dtype is ScalarType.Float32 or ScalarType.BFloat16) && !Records(input);

            /// <summary>Whether kernels of ours give the gradient too.</summary>
            internal static bool CanRecord(Tensor input) => IsOnHost(input) && input.dtype is ScalarType.Float32 or ScalarType.BFloat16;

            private static bool Records(Tensor input) => input.requires_grad && is_grad_enabled();

            internal readonly ref struct PathScope
            {
                private readonly ExecutionPath _before;

                internal PathScope(ExecutionPath path)
                {
                    _before = s_path;
                    s_path = path;
                }

                public void Dispose() => s_path = _before;
            }
        }
    }
}
