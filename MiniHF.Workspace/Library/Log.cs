namespace MiniHF.Workspace.Library;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The default model could not be made ready.")]
    public static partial void WarmupFailed(ILogger logger, Exception e);
}
