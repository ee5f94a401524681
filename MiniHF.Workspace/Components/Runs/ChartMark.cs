namespace MiniHF.Workspace.Components.Runs;

/// <summary>Where an alarm went off: a dotted line at its step and one at its threshold.</summary>
public sealed record ChartMark(string Metric, int Step, double Threshold);
