namespace MiniHF.Engine.Adapters;

/// <summary>Rows that follow each other and go through the same adapter.</summary>
/// <param name="Adapter">Null for the base model alone.</param>
/// <param name="Count">How many rows.</param>
public readonly record struct AdapterSpan(LoraAdapter? Adapter, int Count);
