using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Layers, activations, losses.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_nn_linear(TensorHandle input, TensorHandle weight, TensorHandle bias, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_embedding(TensorHandle weight, TensorHandle indices, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_layer_norm(
        TensorHandle input, ReadOnlySpan<long> sizes, int count, TensorHandle weight, TensorHandle bias, double eps, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_cross_entropy(
        TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, long ignoreIndex, double labelSmoothing, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_nll_loss(
        TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, long ignoreIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_binary_cross_entropy_with_logits(TensorHandle input, TensorHandle target, long reduction, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_mse_loss(TensorHandle input, TensorHandle target, long reduction, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_dropout(TensorHandle input, double p, int training, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_relu(TensorHandle input, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_silu(TensorHandle input, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_gelu(TensorHandle input, int approximateTanh, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_softplus(TensorHandle input, double beta, double threshold, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_logsigmoid(TensorHandle input, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_nn_scaled_dot_product_attention(
        TensorHandle query, TensorHandle key, TensorHandle attentionValue, TensorHandle mask, double dropout, int isCausal, out IntPtr result);
}
