namespace MiniHF.Engine.Datasets;

/// <summary>What is given and what should follow.</summary>
public sealed record ExampleItem(string Inputs, string Targets) : DataItem;
