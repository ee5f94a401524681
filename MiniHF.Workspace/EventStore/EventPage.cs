namespace MiniHF.Workspace.EventStore;

/// <summary>A part of the whole store as the feed reads it.</summary>
/// <param name="Events">Those this build can read.</param>
/// <param name="LastPosition">The position to read on from; that of the last row, readable or not.</param>
/// <param name="Rows">How many rows there were; 0 means nothing more is safe to read now.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Events, long LastPosition, int Rows);
