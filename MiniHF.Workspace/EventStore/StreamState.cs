namespace MiniHF.Workspace.EventStore;

/// <summary>What is known of a stream without reading its events.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Alias of the aggregate; null when no appender said it.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Created">When its first event was appended.</param>
/// <param name="Updated">When its last event was appended.</param>
/// <param name="IsArchived">It can be read and no longer be appended to.</param>
public sealed record StreamState(Guid Id, string? Type, long Version, DateTimeOffset Created, DateTimeOffset Updated, bool IsArchived);
