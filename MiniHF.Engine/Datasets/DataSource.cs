namespace MiniHF.Engine.Datasets;

/// <summary>
/// A file to learn from. What it holds is told by its name: <c>.zip</c> (MiniHF's user data), <c>.jsonl</c> or <c>.json</c> lines,
/// anything else plain text; each may be compressed (<c>.gz</c>, <c>.xz</c>).
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="Weight">How often its items are seen, relative to the other sources' weights; 1 sees each once an epoch.</param>
/// <param name="MaxItems">Most items taken from it; null for all.</param>
public sealed record DataSource(string Path, double Weight = 1, int? MaxItems = null);
