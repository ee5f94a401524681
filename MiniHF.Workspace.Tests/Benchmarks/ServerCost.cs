using System.Diagnostics;
using System.Globalization;
using MiniHF.Workspace.Tests.Browser;

namespace MiniHF.Workspace.Tests.Benchmarks;

/// <summary>What a server's process takes of the machine.</summary>
internal static class ServerCost
{
    /// <summary>Memory it holds now, in millions of bytes.</summary>
    public static double Megabytes(WorkspaceServer server)
    {
        string line = File.ReadLines($"/proc/{server.ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(string.Concat(line.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    /// <summary>Time of all processors that it took since it started.</summary>
    public static TimeSpan ProcessorTime(WorkspaceServer server)
    {
        using Process process = Process.GetProcessById(server.ProcessId);
        return process.TotalProcessorTime;
    }

    /// <summary>Processes that ran or wanted to, a mean of the last minute.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
