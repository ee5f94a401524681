namespace MiniHF.Engine.Datasets;

/// <summary>Something to learn from.</summary>
public abstract record DataItem
{
    /// <summary>The events it came from, where its file says so.</summary>
    public IReadOnlyList<string> EventIds { get; init; } = [];
}
