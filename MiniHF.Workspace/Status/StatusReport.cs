namespace MiniHF.Workspace.Status;

/// <summary>How this server does.</summary>
/// <param name="Machine">What it is called.</param>
/// <param name="Uptime">Since the process began.</param>
/// <param name="MemoryBytes">Of the process, what it maps included.</param>
/// <param name="StorePosition">Place of the newest event this server has seen; all before it are stored for good.</param>
/// <param name="Subscribers">Who on this server waits for events: pages and services.</param>
public sealed record StatusReport(
    string Machine, int Processors, TimeSpan Uptime, long MemoryBytes, IReadOnlyList<ModelStatus> Models, long StorePosition, int Subscribers);
