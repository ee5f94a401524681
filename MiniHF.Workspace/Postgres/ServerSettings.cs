using System.Globalization;
using System.Text;

namespace MiniHF.Workspace.Postgres;

/// <summary>The server's settings, in a file of ours that <c>postgresql.conf</c> includes.</summary>
internal static class ServerSettings
{
    private const string FileName = "minihf.conf";
    private const string Include = $"include_if_exists = '{FileName}'";

    public static void Write(ClusterLayout layout, string sockets, int maxConnections, IReadOnlyDictionary<string, string> more)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = sockets,
            ["unix_socket_permissions"] = "0700",
            ["port"] = "5432",
            ["max_connections"] = maxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "64MB",
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            // One person's or one group's notebooks: short queries, for which neither pays. Parallel plans also need /dev/shm.
            ["jit"] = "off",
            ["max_parallel_workers_per_gather"] = "0",
            ["timezone"] = "UTC",
            ["lc_messages"] = "C",
            ["log_line_prefix"] = "%m [%p] ",
        };
        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        StringBuilder text = new("# Written by MiniHF at every start. Put settings of your own into postgresql.conf, below the line that includes this file.\n");
        foreach ((string name, string value) in settings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        }

        string path = Path.Combine(layout.Data, FileName);
        string wanted = text.ToString();
        if (!File.Exists(path) || File.ReadAllText(path) != wanted)
        {
            // Moved into place: a full disk must not leave half a file.
            File.WriteAllText(path + ".new", wanted);
            File.Move(path + ".new", path, overwrite: true);
        }

        string main = Path.Combine(layout.Data, "postgresql.conf");
        if (!File.ReadLines(main).Contains(Include))
        {
            File.AppendAllText(main, $"\n{Include}\n");
        }
    }
}
