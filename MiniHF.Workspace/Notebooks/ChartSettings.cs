using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>What a chart cell draws.</summary>
/// <param name="Runs">Ids of runs, with spaces between: settings are compared by value.</param>
/// <param name="Metrics">Names of metrics, with spaces between; empty for those that matter most.</param>
public sealed record ChartSettings(string Runs, string Metrics) : CellSettings
{
    public static ChartSettings Default { get; } = new("", "");

    public override void Check()
    {
        Decide.TextLimits.CheckText(Runs);
        Decide.TextLimits.CheckText(Metrics);
    }
}
