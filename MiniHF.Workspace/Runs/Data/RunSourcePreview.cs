namespace MiniHF.Workspace.Runs.Data;

/// <summary>One source of a run.</summary>
/// <param name="Name">What people know it by.</param>
/// <param name="Items">How many items; null where only the trainer counts them.</param>
/// <param name="Examples">A few of them.</param>
/// <param name="Characters">Of all items together, as far as they are counted.</param>
/// <param name="Events">How many events they come from.</param>
/// <param name="Problem">Why nothing can be learnt from it; null where something can.</param>
public sealed record RunSourcePreview(string Name, int? Items, IReadOnlyList<RunItem> Examples, long Characters, int Events, string? Problem)
{
    /// <summary>What one should know of it before the run begins, though it can; null for nothing.</summary>
    public string? Notice { get; init; }
}
