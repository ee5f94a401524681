namespace MiniHF.Workspace.EventStore;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The event feed lost its connection; it polls and reconnects.")]
    public static partial void FeedDisconnected(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Error, "A subscriber of the event feed failed; it gets the next events all the same.")]
    public static partial void SubscriberFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Warning, "The event feed passes over the event at position {Position}: {Reason}")]
    public static partial void EventUnreadable(ILogger logger, long position, string reason);

    [LoggerMessage(LogLevel.Warning, "The high-water mark was not advanced this time; readers look past it by themselves up to the next hole.")]
    public static partial void HighWaterFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Warning, "The snapshots of a stream's past were not extended; until they are, a moment far back takes longer to show.")]
    public static partial void LadderFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Information, "Positions after {From} up to {To} that were never committed are skipped.")]
    public static partial void HoleSkipped(ILogger logger, long from, long to);

    [LoggerMessage(LogLevel.Information, "Position {Position} is held by a transaction that is still running: waiting for it.")]
    public static partial void HoleAlive(ILogger logger, long position);
}
