namespace MiniHF.Workspace.EventStore;

/// <summary>The stream is archived: it can be read, not appended to.</summary>
public sealed class StreamArchivedException(Guid streamId, Exception? inner = null)
    : EventStoreException($"Stream {streamId} is archived and takes no more events.", inner)
{
    public Guid StreamId { get; } = streamId;
}
