namespace MiniHF.Engine.Adapters;

/// <summary>What an adapter adds to one layer: scaling · B A x.</summary>
/// <param name="A">(rank, inputs).</param>
/// <param name="B">(outputs, rank).</param>
public sealed record LoraPair(Tensor A, Tensor B, double Scaling);
