namespace MiniHF.Workspace.Runs;

/// <summary>What a run learns from, fixed when it was queued: every file by its hash, every item of people's by its events.</summary>
/// <param name="Events">The events that items came from, each once.</param>
public sealed record RunManifest(IReadOnlyList<RunManifestSource> Sources, IReadOnlyList<Guid> Events)
{
    public static RunManifest Empty { get; } = new([], []);

    /// <summary>Items of all sources.</summary>
    public int Items => Sources.Sum(source => source.Items);
}
