namespace MiniHF.Engine.Datasets;

/// <summary>A text to write like.</summary>
public sealed record TextItem(string Text) : DataItem;
