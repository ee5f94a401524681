using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Status;

/// <summary>A model of this server that is loaded, and how it does.</summary>
/// <param name="Name">The library's name.</param>
/// <param name="Threads">Threads of its steps; null while they are being measured.</param>
/// <param name="Engine">What it does now and did so far.</param>
/// <param name="TokensPerSecond">Tokens that went through it, over the last moments.</param>
/// <param name="History">The same at each sample before and now, the oldest first.</param>
public sealed record ModelStatus(
    string Name, ModelDescription Description, ThreadChoice? Threads, EngineStatus Engine, double TokensPerSecond, IReadOnlyList<double> History);
