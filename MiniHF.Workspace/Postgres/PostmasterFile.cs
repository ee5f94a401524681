using System.Globalization;

namespace MiniHF.Workspace.Postgres;

/// <summary>
/// What a cluster's <c>postmaster.pid</c> says. Its lines: process id, data folder, start time, port, socket folder, address,
/// shared memory key, status (<c>starting</c>, <c>ready</c>, <c>stopping</c>).
/// </summary>
internal sealed record PostmasterFile(int ProcessId, string SocketFolder, string Status)
{
    /// <summary>Null when there is no file, or none that a server wrote to its end.</summary>
    public static PostmasterFile? Read(ClusterLayout layout)
    {
        try
        {
            string[] lines = File.ReadAllLines(layout.PidFile);
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                ? new PostmasterFile(pid, lines.ElementAtOrDefault(4) ?? "", (lines.ElementAtOrDefault(7) ?? "starting").Trim())
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether that process lives and is this cluster's server: a server's working folder is its data folder. Numbers are used
    /// again after a restart of the machine, so a living process is not enough.
    /// </summary>
    public bool IsRunning(ClusterLayout layout)
    {
        return WorksIn(ProcessId.ToString(CultureInfo.InvariantCulture), layout);
    }

    /// <summary>
    /// Whether any process of the cluster lives: after its first process was killed, others may still write for a moment, and a
    /// second server beside them would ruin the files.
    /// </summary>
    public static bool AnyProcess(ClusterLayout layout) => Directory.EnumerateDirectories("/proc")
        .Select(folder => Path.GetFileName(folder))
        .Any(name => char.IsAsciiDigit(name[0]) && WorksIn(name, layout));

    private static bool WorksIn(string process, ClusterLayout layout)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget == layout.Data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
