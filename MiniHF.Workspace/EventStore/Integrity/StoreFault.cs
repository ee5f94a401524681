namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>Something in the store that is not as it was written.</summary>
/// <param name="Kind">One of "stream", "event", "snapshot", "state", "chain", "read model", "record" and "file".</param>
/// <param name="Stream">The stream it is about; null where it is about none.</param>
/// <param name="Version">The event it is about, or the snapshot's.</param>
/// <param name="Words">What is wrong and what mends it, in one line.</param>
public sealed record StoreFault(string Kind, Guid? Stream, long? Version, string Words)
{
    /// <summary>What people call the thing the stream is of; null where that is not known.</summary>
    public string? Title { get; init; }
}
