namespace MiniHF.Engine.Models;

/// <summary>What people and records need to know of a loaded model.</summary>
/// <param name="Name">The directory's name, as shown.</param>
/// <param name="Source">Where it came from: a directory, or a server's address.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="ContextLength">Most tokens of prompt and continuation together.</param>
/// <param name="Hash">
/// SHA-256 over the configuration and the weights' headers: tells two models of one name apart. Of a quantized model, whose numbers are
/// others, <c>+int8</c> or <c>+nf4</c> follows.
/// </param>
public sealed record ModelDescription(string Name, string Source, long Parameters, int ContextLength, string Hash)
{
    /// <summary><c>none</c>, <c>int8</c> or <c>nf4</c>; empty where the model runs elsewhere and does not say.</summary>
    public string Quantization { get; init; } = "";

    /// <summary>The type of the activations, <c>Float32</c> or <c>BFloat16</c>; empty where the model runs elsewhere.</summary>
    public string ComputeType { get; init; } = "";

    /// <summary>Where it runs, <c>cpu</c> or <c>cuda:0</c>; empty where that is elsewhere.</summary>
    public string Device { get; init; } = "";

    /// <summary>Bytes the weights take in memory; 0 where the model runs elsewhere.</summary>
    public long WeightBytes { get; init; }
}
