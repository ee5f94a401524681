using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Optimizers.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_optim_adamw_(
        TensorHandle parameter, TensorHandle gradient, TensorHandle average, TensorHandle averageSquare, long step, double learningRate, double beta1, double beta2, double eps, double weightDecay);
}
