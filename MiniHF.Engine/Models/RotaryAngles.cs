namespace MiniHF.Engine.Models;

/// <summary>The angles of a pass's tokens, for every number of a head that is turned.</summary>
/// <param name="Cosines">(N, 1, R).</param>
/// <param name="Sines">(N, 1, R), negative for the first of a pair.</param>
public sealed record RotaryAngles(Tensor Cosines, Tensor Sines);
