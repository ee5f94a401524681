using System.Globalization;

namespace MiniHF.Workspace.Postgres;

/// <summary>Where the parts of an embedded cluster are.</summary>
/// <param name="Root">Holds everything of the server; belongs to the server's user.</param>
/// <param name="Binaries">The server that the cluster's files fit.</param>
internal sealed record ClusterLayout(string Root, PostgresBinaries Binaries)
{
    public string Data => Path.Combine(Root, Binaries.Major.ToString(CultureInfo.InvariantCulture));

    public string Log => Path.Combine(Root, "server.log");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>
    /// Chooses among the installed servers the one an existing cluster asks for, or the newest. Never starts an empty cluster
    /// beside a full one.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">The cluster is of a version that is not installed.</exception>
    public static ClusterLayout Choose(string root, IReadOnlyList<PostgresBinaries> installed)
    {
        int? existing = Directory.Exists(root)
            ? Directory.EnumerateDirectories(root)
                .Where(folder => File.Exists(Path.Combine(folder, "PG_VERSION")))
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? (int?)major : null)
                .Max()
            : null;
        if (existing is null)
        {
            return new ClusterLayout(root, installed[0]);
        }

        return installed.FirstOrDefault(binaries => binaries.Major == existing) is { } fitting
            ? new ClusterLayout(root, fitting)
            : throw new EmbeddedPostgresException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data folder holds a database of PostgreSQL {existing} ({root}), and only {string.Join(", ", installed.Select(binaries => binaries.Major))} is installed. Run `apt-get install postgresql-{existing}`; the data is untouched."));
    }
}
