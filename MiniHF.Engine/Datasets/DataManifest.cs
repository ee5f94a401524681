namespace MiniHF.Engine.Datasets;

/// <summary>What a run learns from, to be kept with it: enough to say later whether an item was in it.</summary>
/// <param name="Sources">One for each file.</param>
/// <param name="Items">Items trained on.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="HeldOutItems">Items only measured on.</param>
/// <param name="EventIds">The events that items came from, where their lines name any.</param>
public sealed record DataManifest(
    IReadOnlyList<DataManifestSource> Sources, int Items, long Tokens, int HeldOutItems, IReadOnlyList<string> EventIds)
{
    public static DataManifest Empty { get; } = new([], 0, 0, 0, []);
}
