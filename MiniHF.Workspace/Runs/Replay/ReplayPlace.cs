namespace MiniHF.Workspace.Runs.Replay;

/// <summary>A moment of a notebook in the one order of all events, which says what of a run came before it.</summary>
/// <param name="Position">The position of the notebook's event; null where it was copied from another notebook, under whose events it really stands.</param>
/// <param name="At">When it happened.</param>
public readonly record struct ReplayPlace(long? Position, DateTimeOffset At)
{
    /// <summary>Whether something that another stream recorded came before this moment.</summary>
    /// <param name="position">Its position, or the last one given out when it was written; null where that is not known.</param>
    /// <param name="at">When it was written.</param>
    public bool IsAfter(long? position, DateTimeOffset at) => Position is { } own && position is { } known ? known < own : at <= At;
}
