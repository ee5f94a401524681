namespace MiniHF.Engine.Models;

/// <summary>What people and records need to know of a loaded model.</summary>
/// <param name="Name">The directory's name, as shown.</param>
/// <param name="Source">Where it came from: a directory, or a server's address.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="ContextLength">Most tokens of prompt and continuation together.</param>
/// <param name="Hash">SHA-256 over the configuration and the weights' headers: tells two models of one name apart.</param>
public sealed record ModelDescription(string Name, string Source, long Parameters, int ContextLength, string Hash);
