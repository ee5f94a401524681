using System.Runtime.InteropServices;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Signals to other processes, which .NET has no call for.</summary>
internal static partial class Signals
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    /// <summary>Asks a process to end. False when there is no such process.</summary>
    public static bool Terminate(int processId) => Kill(processId, SigTerm) == 0;

    /// <summary>Sends what Ctrl+C sends: to Postgres, an order to end at once but cleanly. False when there is no such process.</summary>
    public static bool Interrupt(int processId) => Kill(processId, SigInt) == 0;

    public static bool IsAlive(int processId) => Kill(processId, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
