namespace MiniHF.Workspace.Runs.Data;

/// <summary>What a run would learn from, as far as it is known before it begins.</summary>
/// <param name="Sources">In the plan's order.</param>
public sealed record RunDataPreview(IReadOnlyList<RunSourcePreview> Sources)
{
    /// <summary>Items that can be counted.</summary>
    public int Items => Sources.Sum(source => source.Items ?? 0);
}
