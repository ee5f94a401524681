using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <summary>Turns statuses into exceptions and native results into managed ones.</summary>
internal static class Native
{
    internal static void Check(int status, [CallerMemberName] string operation = "")
    {
        if (status != 0)
        {
            Throw(operation);
        }
    }

    /// <summary>The tensor a call gave.</summary>
    internal static torch.Tensor Result(int status, IntPtr result, [CallerMemberName] string operation = "")
    {
        Check(status, operation);
        return new torch.Tensor(result);
    }

    internal static (torch.Tensor First, torch.Tensor Second) Result(int status, IntPtr first, IntPtr second, [CallerMemberName] string operation = "")
    {
        Check(status, operation);
        return (new torch.Tensor(first), new torch.Tensor(second));
    }

    internal static torch.Tensor[] Results(ReadOnlySpan<IntPtr> results)
    {
        var tensors = new torch.Tensor[results.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new torch.Tensor(results[i]);
        }

        return tensors;
    }

    internal static string Text(IntPtr utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(string operation) => throw new TorchException(operation, Text(NativeMethods.mhf_last_error()));
}
