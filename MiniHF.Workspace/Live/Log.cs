namespace MiniHF.Workspace.Live;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "A subscriber of live changes failed.")]
    public static partial void SubscriberFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The lock that shows this server to be alive was lost; it is taken again.")]
    public static partial void LockLost(ILogger logger, Exception e);
}
