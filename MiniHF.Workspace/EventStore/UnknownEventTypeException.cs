namespace MiniHF.Workspace.EventStore;

/// <summary>The store holds an event that this build has no type for.</summary>
public sealed class UnknownEventTypeException(string alias, string? dotnetType, long position, string reason)
    : EventStoreException($"The event of type '{alias}' ({dotnetType ?? "no CLR type"}) at position {position} cannot be read: {reason}")
{
    public string Alias { get; } = alias;

    public string? DotnetType { get; } = dotnetType;

    public long Position { get; } = position;
}
