namespace MiniHF.Workspace.EventStore.Integrity;

/// <inheritdoc cref="IStreamFold"/>
public sealed class StreamFold<TState>(string streamType, Fold<TState> fold) : IStreamFold
{
    public string StreamType { get; } = streamType;

    public string Name => fold.Name;

    public int SchemaVersion => fold.SchemaVersion;

    public object? Initial => fold.Initial;

    public object? Evolve(object? state, StoredEvent stored) => fold.Evolve((TState)state!, stored); // null only where TState allows it

    public byte[] Serialize(object? state) => fold.Serialize((TState)state!); // as above
}
