using System.Runtime.InteropServices;
using MiniHF.Engine;
using MiniHF.Engine.Torch;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>A device on which an operation fails whose tensors are not all there, and whose elements cannot be reached: <c>Native/practice_device.cpp</c>.</summary>
internal static class PracticeDevice
{
    private static readonly Lazy<bool> s_loaded = new(Load);

    /// <summary>Settings that run a model there.</summary>
    public static EngineOptions Options => s_loaded.Value ? new EngineOptions { Threads = 1, Precision = "float32", Device = "privateuseone" } : throw new InvalidOperationException();

    private static bool Load()
    {
        // It hooks into a libtorch that is there already.
        Assert.NotEmpty(torch.__version__);
        NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libminihf_practice_device.so"));
        return true;
    }
}
