using MiniHF.Engine;

namespace MiniHF.Workspace.EventStore;

/// <summary>The event store could not do what was asked; the message says why in one line.</summary>
public class EventStoreException(string message, Exception? inner = null) : UserFacingException(message, inner);
