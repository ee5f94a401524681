namespace MiniHF.Workspace.Components.Runs;

/// <summary>Where an alarm went off: a dotted line at its step and one at its threshold.</summary>
/// <param name="Run">The run's place among those that are drawn.</param>
/// <param name="Threshold">Null where no number was crossed.</param>
public sealed record ChartMark(int Run, string Metric, int Step, double? Threshold);
