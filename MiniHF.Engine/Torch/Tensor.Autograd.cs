using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        /// <summary>Whether gradients are recorded for this tensor.</summary>
        public bool requires_grad
        {
            get
            {
                Check(mhf_autograd_requires_grad(Handle, out var result));
                return result != 0;
            }
            set => requires_grad_(value);
        }

        public bool is_leaf
        {
            get
            {
                Check(mhf_autograd_is_leaf(Handle, out var result));
                return result != 0;
            }
        }

        /// <summary>The gradient gathered so far; null before the first. Each read gives a tensor of its own over the same elements.</summary>
        public Tensor? grad
        {
            get
            {
                Check(mhf_autograd_grad(Handle, out var result));
                return result == IntPtr.Zero ? null : new Tensor(result);
            }
            set => Check(mhf_autograd_set_grad(Handle, value?.Handle ?? Interop.TensorHandle.None));
        }

        public Tensor requires_grad_(bool requires_grad = true) => InPlace(mhf_autograd_requires_grad_(Handle, requires_grad ? 1 : 0));

        /// <summary>Adds the gradient of this scalar (or of its product with <paramref name="gradient"/>) to every leaf's.</summary>
        public void backward(Tensor? gradient = null, bool retain_graph = false, bool create_graph = false) =>
            Check(mhf_autograd_backward(Handle, gradient?.Handle ?? Interop.TensorHandle.None, retain_graph ? 1 : 0, create_graph ? 1 : 0));

        /// <summary>Forgets the gradient gathered so far.</summary>
        public void zero_grad() => grad = null;
    }
}
