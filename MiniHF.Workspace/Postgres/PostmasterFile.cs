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
        try
        {
            return new FileInfo($"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}/cwd").LinkTarget == layout.Data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
