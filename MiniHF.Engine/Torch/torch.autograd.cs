using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public static class autograd
    {
        /// <summary>Gradients of the sum of outputs by each input, without touching anybody's <c>grad</c>.</summary>
        /// <exception cref="TorchException">An output does not depend on an input.</exception>
        public static Tensor[] grad(IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor> inputs, bool retain_graph = false, bool create_graph = false)
        {
            using var from = new HandleList(outputs, new IntPtr[outputs.Count]);
            using var by = new HandleList(inputs, new IntPtr[inputs.Count]);
            Span<IntPtr> results = new IntPtr[inputs.Count];
            Check(mhf_autograd_grad_of(
                from.Pointers, outputs.Count, by.Pointers, inputs.Count, retain_graph ? 1 : 0, create_graph ? 1 : 0, 0, results, results.Length, out var count));
            return Results(results[..count]);
        }
    }
}
