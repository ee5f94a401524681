namespace MiniHF.Engine.Generation;

/// <summary>One continuation of a request.</summary>
/// <param name="Index">Its place in the random stream.</param>
/// <param name="Resumed">Tokens it has already.</param>
public sealed record EngineContinuation(int Index, IReadOnlyList<int> Resumed);
