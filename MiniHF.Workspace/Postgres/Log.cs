namespace MiniHF.Workspace.Postgres;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Made a database cluster of PostgreSQL {Major} in {Folder}.")]
    public static partial void ClusterMade(ILogger logger, int major, string folder);

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Major} runs on {Folder} ({Milliseconds} ms).")]
    public static partial void Started(ILogger logger, int major, string folder, long milliseconds);

    [LoggerMessage(LogLevel.Information, "Took over PostgreSQL process {ProcessId}, left running by an earlier start on {Folder}.")]
    public static partial void Adopted(ILogger logger, int processId, string folder);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL process {ProcessId} of an earlier start does not answer: it is restarted.")]
    public static partial void Restarting(ILogger logger, int processId);

    [LoggerMessage(LogLevel.Warning, "Removed {File}, left by a server that is gone.")]
    public static partial void StalePidFile(ILogger logger, string file);

    [LoggerMessage(LogLevel.Information, "PostgreSQL stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(LogLevel.Error, "PostgreSQL did not stop: {Output}")]
    public static partial void StopFailed(ILogger logger, string output);
}
