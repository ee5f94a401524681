using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>Opens a scope that disposes the tensors made on this thread until it is closed.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Until disposed, the calling thread records no gradients.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Until disposed, the calling thread records gradients again.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>As <see cref="no_grad"/>, and tensors made meanwhile can never take part in gradients. The fastest for serving.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_grad_enabled()
    {
        Check(mhf_autograd_is_grad_enabled(out var enabled));
        return enabled != 0;
    }

    public static bool is_inference_mode_enabled()
    {
        Check(mhf_autograd_is_inference_mode(out var enabled));
        return enabled != 0;
    }

    public static int get_num_threads()
    {
        Check(mhf_device_get_num_threads(out var count));
        return count;
    }

    /// <summary>Threads one operation may use, in libtorch and OpenBLAS alike. One until this is called.</summary>
    public static void set_num_threads(int num_threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num_threads, 1);
        Check(mhf_device_set_num_threads(num_threads));
    }

    /// <summary>The version of libtorch the shim was built against.</summary>
    public static string __version__
    {
        get
        {
            Check(mhf_device_torch_version(out var text), nameof(__version__));
            return Text(text);
        }
    }

    /// <summary>The instruction set the fused functions use here: avx512, avx2 or baseline. MINIHF_KERNELS in the environment names another.</summary>
    public static string KernelInstructionSet
    {
        get
        {
            Check(mhf_device_kernel_isa(out var text), nameof(KernelInstructionSet));
            return Text(text);
        }
    }

    /// <summary>
    /// Until disposed, the fused functions called on this thread use the given instruction set, for tests and measurements.
    /// MINIHF_KERNELS in the environment sets it for the whole process.
    /// </summary>
    /// <param name="name">avx512, avx2 or baseline.</param>
    /// <exception cref="TorchException">This processor does not run it.</exception>
    internal static IDisposable use_kernels(string name) => new KernelChoice(name);

    /// <summary>CUDA devices. libtorch from Debian knows none.</summary>
    public static class cuda
    {
        public static bool is_available()
        {
            Check(mhf_device_cuda_is_available(out var available));
            return available != 0;
        }

        public static int device_count()
        {
            Check(mhf_device_cuda_device_count(out var count));
            return count;
        }

        /// <summary>Waits until the device has done all it was given.</summary>
        public static void synchronize(int device = -1) => Check(mhf_device_cuda_synchronize(device));
    }

    private sealed class KernelChoice : IDisposable
    {
        internal KernelChoice(string name)
        {
            Check(mhf_device_set_kernel_isa(name), nameof(use_kernels));
        }

        public void Dispose() => Check(mhf_device_set_kernel_isa(null), nameof(use_kernels));
    }

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();
        private bool _disposed;

        internal GradMode(bool enabled)
        {
            Check(mhf_autograd_set_grad_enabled(enabled ? 1 : 0), nameof(no_grad));
        }

        public void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                Check(mhf_autograd_set_grad_enabled(_before ? 1 : 0), nameof(no_grad));
            }
        }
    }

    private sealed class InferenceMode : IDisposable
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private IntPtr _guard;

        internal InferenceMode(bool enabled)
        {
            Check(mhf_autograd_inference_enter(enabled ? 1 : 0, out _guard), nameof(inference_mode));
        }

        public void Dispose()
        {
            if (_guard == IntPtr.Zero)
            {
                return;
            }

            if (Environment.CurrentManagedThreadId != _thread)
            {
                throw new InvalidOperationException("Inference mode was left on another thread than it was entered on.");
            }

            Check(mhf_autograd_inference_exit(_guard), nameof(inference_mode));
            _guard = IntPtr.Zero;
        }
    }
}
