namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>What one metric did over a few steps.</summary>
/// <param name="Metric">TRL's name of it, such as <c>loss</c>; empty for a row that says that every step after <paramref name="FromStep"/> will be done again.</param>
/// <param name="FromStep">The first step of the row.</param>
/// <param name="Steps">Ascending.</param>
/// <param name="Values">One for each step; not a number where the trainer's was not.</param>
public sealed record MetricRow(string Metric, int FromStep, int[] Steps, double[] Values)
{
    /// <summary>A row that supersedes every later step written before it.</summary>
    public static MetricRow Rewind(int toStep) => new("", toStep, [], []);

    internal bool IsRewind => Metric.Length == 0;
}
