namespace MiniHF.Workspace.EventStore;

/// <summary>A feature's part of the <see cref="EventTypeRegistry"/>.</summary>
internal sealed record EventTypeRegistration(Action<EventTypeRegistry> Register);
