using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Gradients.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_autograd_requires_grad(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_requires_grad_(TensorHandle self, int requiresGrad);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_is_leaf(TensorHandle self, out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_grad(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_set_grad(TensorHandle self, TensorHandle gradient);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_backward(TensorHandle self, TensorHandle gradient, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_grad_of(
        ReadOnlySpan<IntPtr> outputs, int outputCount, ReadOnlySpan<IntPtr> inputs, int inputCount, int retainGraph, int createGraph, int allowUnused, Span<IntPtr> result, int capacity, out int count);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_is_grad_enabled(out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_is_inference_mode(out int result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_inference_enter(int enabled, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_inference_exit(IntPtr guard);

    [LibraryImport(Library)]
    internal static partial int mhf_autograd_clip_grad_norm_(
        ReadOnlySpan<IntPtr> parameters, int count, double maxNorm, int errorIfNonfinite, out double totalNorm);
}
