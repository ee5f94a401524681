using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

// N rows of the input, K inputs, M outputs

public static partial class torch
{
    /// <summary>Frozen matrices of few bits an element, on the CPU: codes and scales, made and read by these functions alone.</summary>
    public static partial class quantized
    {
        /// <summary>Makes codes and scales of a matrix (M, K) of any strides and floating-point type; it is widened a few rows at a time.</summary>
        /// <exception cref="TorchException">An element is not a finite number.</exception>
        public static (Tensor Codes, Tensor Scales) pack(Tensor weight, Quantization kind) =>
            Result(mhf_quantized_pack(weight.Handle, (int)kind, out var codes, out var scales), codes, scales);

        /// <summary>The matrix that the codes stand for, or some rows of it.</summary>
        /// <param name="columns">K.</param>
        /// <param name="rows">(count) Int64; null for all.</param>
        public static Tensor unpack(
            Tensor codes, Tensor scales, Quantization kind, long columns, Tensor? rows = null, ScalarType dtype = ScalarType.Float32) =>
            Result(mhf_quantized_unpack(codes.Handle, scales.Handle, (int)kind, columns, nn.functional.Optional(rows), (int)dtype, out var result), result);

        /// <summary>
        /// x Wᵀ + b without unpacking W: sums are taken in Float32, and each row's result is the same to the bit whatever other rows are in the
        /// call, on any number of threads. Gives no gradient.
        /// </summary>
        /// <param name="input">(..., K), of any floating-point type.</param>
        /// <param name="bias">(M).</param>
        /// <returns>(..., M) in the input's type.</returns>
        public static Tensor linear_rows(Tensor input, Tensor codes, Tensor scales, Quantization kind, Tensor? bias = null) =>
            Result(mhf_quantized_linear_rows(input.Handle, codes.Handle, scales.Handle, (int)kind, nn.functional.Optional(bias), out var result), result);

        /// <summary>
        /// x Wᵀ + b for many rows: W is unpacked into the input's type for the time of the product, and again when the gradient passes to the
        /// input, so that of a whole network no more than one matrix is ever wide.
        /// </summary>
        public static Tensor linear(Tensor input, Tensor codes, Tensor scales, Quantization kind, Tensor? bias = null) =>
            Result(mhf_quantized_linear(input.Handle, codes.Handle, scales.Handle, (int)kind, nn.functional.Optional(bias), out var result), result);
    }
}
