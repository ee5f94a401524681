using System.Diagnostics;

namespace MiniHF.Workspace.Commands;

/// <summary>The most memory this process held since a moment.</summary>
internal static class PeakMemory
{
    /// <summary>Begins anew. Where the system cannot, the peak is that since the process began.</summary>
    public static void Reset()
    {
        try
        {
            // 5 resets the peak resident set size (proc(5)).
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(e.Message);
        }
    }

    public static double Megabytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
