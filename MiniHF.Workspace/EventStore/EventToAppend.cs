namespace MiniHF.Workspace.EventStore;

/// <summary>An event on its way into a stream.</summary>
/// <param name="Id">Made by whoever issued the command; an id that is already in the stream is not appended again.</param>
/// <param name="Data">An instance of a type known to the <see cref="EventTypeRegistry"/>.</param>
public sealed record EventToAppend(Guid Id, object Data)
{
    /// <summary>When it happened, for an event that is copied from elsewhere; null for now.</summary>
    public DateTimeOffset? At { get; init; }
}
