using MiniHF.Engine;

namespace MiniHF.Workspace.Postgres;

/// <summary>The embedded server cannot do its work; the message names the thing and the remedy.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : UserFacingException(message, inner);
