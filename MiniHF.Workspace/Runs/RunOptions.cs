namespace MiniHF.Workspace.Runs;

/// <summary>Settings of tuning runs, section <c>Runs</c>.</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Whether this process works on queued runs. On in the web process; off where <c>minihf worker</c> does it elsewhere.</summary>
    public bool Worker { get; set; } = true;

    /// <summary>After so long without a sign of life a worker's run is another's to take over.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a worker gives a sign of life; a quarter of the lease where this is longer.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often an idle worker looks for runs that nobody told it of.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often what the trainer measured is stored and sent to the dashboards.</summary>
    public TimeSpan Flush { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The largest file that may be uploaded as data, in megabytes.</summary>
    public int UploadMegabytes { get; set; } = 200;

    internal TimeSpan Beat => Heartbeat < Lease / 4 ? Heartbeat : Lease / 4;
}
