using System.Reflection;
using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Finds and loads the shim, and says step by step what was tried when that fails.</summary>
internal static class NativeLibraryLoader
{
    private const string FileName = "libminihf_torch.so";

    private static readonly Lazy<IntPtr> s_library = new(Load);

    internal static void Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);
    }

    internal static IntPtr Library => s_library.Value;

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == NativeMethods.Library ? s_library.Value : IntPtr.Zero;

    private static IntPtr Load()
    {
        var places = new List<string>();
        if (Path.GetDirectoryName(typeof(NativeLibraryLoader).Assembly.Location) is { Length: > 0 } beside)
        {
            places.Add(Path.Combine(beside, FileName));
        }

        var home = Path.Combine(AppContext.BaseDirectory, FileName);
        if (!places.Contains(home))
        {
            places.Add(home);
        }

        var tried = new List<string>();
        foreach (var place in places)
        {
            if (!File.Exists(place))
            {
                tried.Add($"{place}: not there");
                continue;
            }

            try
            {
                var library = NativeLibrary.Load(place);
                StartWithOneThread(library);
                ChooseKernels(library);
                return library;
            }
            catch (DllNotFoundException e)
            {
                tried.Add($"{place}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        throw new UserFacingException(
            $"The library over libtorch could not be loaded ({string.Join("; ", tried)}). Run ./minihf, which installs libtorch and builds it.");
    }

    // The choice is made by the first question. A wrong MINIHF_KERNELS shall be one line at the start, not a failure in the first product.
    private static unsafe void ChooseKernels(IntPtr library)
    {
        var ask = (delegate* unmanaged<IntPtr*, int>)NativeLibrary.GetExport(library, nameof(NativeMethods.mhf_device_kernel_isa));
        var explain = (delegate* unmanaged<IntPtr>)NativeLibrary.GetExport(library, nameof(NativeMethods.mhf_last_error));
        IntPtr name;
        if (ask(&name) != 0)
        {
            throw new UserFacingException($"MINIHF_KERNELS: {Marshal.PtrToStringUTF8(explain())}. Leave it out to use the fastest.");
        }
    }

    // libtorch and OpenBLAS may each start with as many threads as there are cores; for small models that is many times slower.
    private static unsafe void StartWithOneThread(IntPtr library)
    {
        var set = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, nameof(NativeMethods.mhf_device_set_num_threads));
        _ = set(1);
    }
}
