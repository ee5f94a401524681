namespace MiniHF.Workspace.Postgres;

/// <summary>How the embedded server is run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The app's data folder; the cluster is in <c>postgres/&lt;major&gt;</c> below it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Where clusters go when the app is root and the server's user cannot reach <see cref="DataFolder"/>, as below <c>/root</c>:
    /// a folder of its own here, which a symbolic link <c>postgres</c> in the data folder then leads to.
    /// </summary>
    public string RootFallbackFolder { get; init; } = "/var/lib/minihf";

    /// <summary>Server settings on top of ours, for example <c>fsync = off</c> for a throw-away server.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
