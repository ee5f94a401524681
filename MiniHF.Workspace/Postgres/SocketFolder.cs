using System.Security.Cryptography;
using System.Text;

namespace MiniHF.Workspace.Postgres;

/// <summary>
/// Where the server's Unix socket is: known from the data folder alone, so that a connection string can be made before the
/// server runs and a later app finds the server an earlier one left running.
/// </summary>
internal static class SocketFolder
{
    // sun_path is 108 bytes with its closing zero; the socket's own name is "/.s.PGSQL.5432", and its lock file adds ".lock".
    private const int Longest = 107 - 19;

    /// <summary>In the data folder; elsewhere when that path is too long for a socket, or when the app is root and its folders are closed to the server.</summary>
    public static string Of(string dataFolder, bool isRoot)
    {
        string beside = Path.Combine(dataFolder, "socket");
        if (!isRoot && Encoding.UTF8.GetByteCount(beside) <= Longest)
        {
            return beside;
        }

        string name = $"minihf-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)).AsSpan(0, 8))}";
        return Path.Combine(isRoot && Directory.Exists("/run") ? "/run" : "/tmp", name);
    }
}
