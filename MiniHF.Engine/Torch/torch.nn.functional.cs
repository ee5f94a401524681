using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers without state, as PyTorch's module of this name has them.</summary>
        public static partial class functional
        {
            /// <summary>x Wᵀ + b, with W (out, in).</summary>
            public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) =>
                Result(mhf_nn_linear(input.Handle, weight.Handle, Optional(bias), out var result), result);

            /// <summary>Rows of the weight by index.</summary>
            public static Tensor embedding(Tensor input, Tensor weight) => Result(mhf_nn_embedding(weight.Handle, input.Handle, out var result), result);

            public static Tensor layer_norm(Tensor input, ReadOnlySpan<long> normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Result(
                    mhf_nn_layer_norm(input.Handle, normalized_shape, normalized_shape.Length, Optional(weight), Optional(bias), eps, out var result), result);

            /// <summary>Minus the log-probability of each target, from logits (rows, classes) and targets (rows).</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Result(
                    mhf_nn_cross_entropy(input.Handle, target.Handle, Optional(weight), (long)reduction, ignore_index, label_smoothing, out var result), result);

            /// <summary>As <see cref="cross_entropy"/>, from log-probabilities.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean) =>
                Result(mhf_nn_nll_loss(input.Handle, target.Handle, Optional(weight), (long)reduction, ignore_index, out var result), result);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Result(mhf_nn_binary_cross_entropy_with_logits(input.Handle, target.Handle, (long)reduction, out var result), result);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Result(mhf_nn_mse_loss(input.Handle, target.Handle, (long)reduction, out var result), result);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true) =>
                Result(mhf_nn_dropout(input.Handle, p, training ? 1 : 0, out var result), result);

            public static Tensor relu(Tensor input) => Result(mhf_nn_relu(input.Handle, out var result), result);

            public static Tensor silu(Tensor input) => Result(mhf_nn_silu(input.Handle, out var result), result);

            /// <param name="input">The tensor.</param>
            /// <param name="approximate">The tanh form (GPT-2's and GPT-J's) instead of the exact one by erf (GPT-NeoX's).</param>
            public static Tensor gelu(Tensor input, bool approximate = false) => Result(mhf_nn_gelu(input.Handle, approximate ? 1 : 0, out var result), result);

            public static Tensor softplus(Tensor input, double beta = 1, double threshold = 20) =>
                Result(mhf_nn_softplus(input.Handle, beta, threshold, out var result), result);

            public static Tensor logsigmoid(Tensor input) => Result(mhf_nn_logsigmoid(input.Handle, out var result), result);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

            /// <summary>softmax(q kᵀ / sqrt(D) + mask) v over the last two dimensions, (..., T, D).</summary>
            /// <param name="query">(..., T, D).</param>
            /// <param name="key">(..., S, D).</param>
            /// <param name="value">(..., S, D).</param>
            /// <param name="attn_mask">Truth values that say what takes part, or numbers that are added.</param>
            /// <param name="p">The probability that a weight is dropped.</param>
            /// <param name="is_causal">Position t sees positions up to t; excludes a mask.</param>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_causal = false) =>
                Result(
                    mhf_nn_scaled_dot_product_attention(
                        query.Handle, key.Handle, value.Handle, Optional(attn_mask), p, is_causal ? 1 : 0, out var result),
                    result);

            internal static TensorHandle Optional(Tensor? tensor) => tensor?.Handle ?? TensorHandle.None;
        }
    }
}
