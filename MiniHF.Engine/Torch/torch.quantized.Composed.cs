namespace MiniHF.Engine.Torch;

// N rows of the input, K inputs, M outputs, B blocks of a row

public static partial class torch
{
    public static partial class quantized
    {
        /// <summary>The same in tensor operations that every device has.</summary>
        internal static class Composed
        {
            private const long BlockLength = 64;

            /// <summary>A byte's two codes lie so many elements apart.</summary>
            private const long Half = 16;

            // NormalFloat4, the quantiles of a normal distribution scaled to [-1, 1] (Dettmers et al. 2023, appendix E).
            private static readonly float[] s_normalFloats =
            [
                -1.0f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f,
                -0.09105003625154495f, 0.0f, 0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f,
                0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1.0f,
            ];

            internal static Tensor unpack(Tensor codes, Tensor scales, Quantization kind, long columns, Tensor? rows = null, ScalarType dtype = ScalarType.Float32)
            {
                using var scope = NewDisposeScope();
                if (rows is not null)
                {
                    (codes, scales) = (codes.index_select(0, rows), scales.index_select(0, rows));
                }

                return scope.MoveToOuter(kind == Quantization.Int8
                    ? (codes.to(ScalarType.Float32) * scales).to(dtype)
                    : normal_floats(codes, scales, columns).to(dtype));
            }

            internal static Tensor linear(Tensor input, Tensor codes, Tensor scales, Quantization kind, Tensor? bias)
            {
                using var scope = NewDisposeScope();
                var columns = input.size(-1);
                // Codes of 8 bits are exact in every type; their scale is one a row, which may as well be taken afterwards.
                var product = kind == Quantization.Int8
                    ? nn.functional.linear(input, codes.to(input.dtype)) * scales.t().to(input.dtype)
                    : nn.functional.linear(input, unpack(codes, scales, kind, columns, dtype: input.dtype));
                return scope.MoveToOuter(bias is null ? product : product + bias.to(input.dtype));
            }

            /// <summary>Each 16 bytes hold 32 codes, the first 16 in the lower halves.</summary>
            private static Tensor normal_floats(Tensor codes, Tensor scales, long columns)
            {
                var (count, blocks) = (scales.size(0), scales.size(1));
                var bytes = codes.view(count, -1, 1, Half).to(ScalarType.Int32); // (M,2B,1,16)
                var places = cat([bytes.remainder(16), bytes.floor_divide(16)], 2).reshape(-1); // (M·64B)
                var values = tensor(s_normalFloats, codes.device).index_select(0, places).view(count, blocks, BlockLength);
                return (values * scales.to(ScalarType.Float32).unsqueeze(-1)).view(count, blocks * BlockLength).narrow(1, 0, columns); // (M,K)
            }
        }
    }
}
