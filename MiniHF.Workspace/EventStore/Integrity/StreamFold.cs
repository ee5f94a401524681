namespace MiniHF.Workspace.EventStore.Integrity;

/// <inheritdoc cref="IStreamFold"/>
public sealed class StreamFold<TState>(string streamType, Fold<TState> fold) : IStreamFold
{
    public string StreamType { get; } = streamType;

    public string Name => fold.Name;

    public int SchemaVersion => fold.SchemaVersion;

    public bool KeepsLadder { get; init; }

    /// <summary>What people call it.</summary>
    public Func<TState, string?> Title { get; init; } = static _ => null;

    public Fold<object?> Untyped { get; } = new(fold.Name, fold.SchemaVersion, fold.Initial, (state, stored) => fold.Evolve((TState)state!, stored)) // null only where TState allows it
    {
        Serialize = state => fold.Serialize((TState)state!), // as above
        Deserialize = data => fold.Deserialize(data),
    };

    public object? Initial => Untyped.Initial;

    public object? Evolve(object? state, StoredEvent stored) => Untyped.Evolve(state, stored);

    public byte[] Serialize(object? state) => Untyped.Serialize(state);

    public string? TitleOf(object? state) => Title((TState)state!); // as above
}
