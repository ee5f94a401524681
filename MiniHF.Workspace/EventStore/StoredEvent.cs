namespace MiniHF.Workspace.EventStore;

/// <summary>An event as it stands in the store.</summary>
/// <param name="Id">The id its appender gave it.</param>
/// <param name="StreamId">The stream it belongs to.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Position">Its place in the whole store: ascending, not necessarily without holes.</param>
/// <param name="Timestamp">When it was appended, by the appender's clock, to the microsecond.</param>
/// <param name="Type">Its alias, for example <c>branch_generated</c>.</param>
/// <param name="Data">The event itself.</param>
public sealed record StoredEvent(Guid Id, Guid StreamId, long Version, long Position, DateTimeOffset Timestamp, string Type, object Data);
