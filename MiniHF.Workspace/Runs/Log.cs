namespace MiniHF.Workspace.Runs;

internal static partial class Log
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "The feed of metrics lost its connection; it reconnects.")]
    public static partial void MetricFeedDisconnected(ILogger logger, Exception e);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "Looking for runs to work on failed; it is tried again.")]
    public static partial void ClaimFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Run {Run} failed.")]
    public static partial void RunFailed(ILogger logger, Exception e, Guid run);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Warning, Message = "What run {Run} measured could not be saved; it is kept and tried again.")]
    public static partial void NotSaved(ILogger logger, Exception e, Guid run);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Warning, Message = "Run {Run} was taken over by another worker.")]
    public static partial void RunLost(ILogger logger, Guid run);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Warning, Message = "The result of run {Run} could not be put into the library; it is tried again at the next start.")]
    public static partial void ResultNotRegistered(ILogger logger, Exception e, Guid run);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "Run {Run} claimed ({Fence}).")]
    public static partial void RunClaimed(ILogger logger, Guid run, long fence);

    [LoggerMessage(EventId = 6009, Level = LogLevel.Warning, Message = "The notebook of run {Run} was not told how far it is; its history has a moment less to show the run at.")]
    public static partial void StopNotLeft(ILogger logger, Exception e, Guid run);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Information, Message = "Run {Run} let go at step {Step}.")]
    public static partial void RunReleased(ILogger logger, Guid run, int step);
}
