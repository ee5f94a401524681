namespace MiniHF.Workspace.Components.Palette;

/// <summary>A line of the palette: something to do, or somewhere to go.</summary>
/// <param name="Id">The same for the same thing; tests know lines by it.</param>
/// <param name="Group">What sort of thing it is, in a word or two.</param>
/// <param name="Icon">One of <see cref="Shared.Icons"/>.</param>
/// <param name="Key">The key that does it too; empty for none.</param>
/// <param name="Do">Does it, after the palette is gone.</param>
public sealed record PaletteItem(string Id, string Group, string Label, string Icon, string Key, Func<Task> Do);
