namespace MiniHF.Workspace.Notebooks;

internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "The snapshot of notebook {Notebook} could not be saved; its next opening folds more events.")]
    public static partial void SnapshotFailed(ILogger logger, Exception e, Guid notebook);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Following the event feed failed for notebook {Notebook}; it reads the gap at the next event.")]
    public static partial void FollowFailed(ILogger logger, Exception e, Guid notebook);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "Growth {Growth} failed.")]
    public static partial void GrowthFailed(ILogger logger, Exception e, Guid growth);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Progress of growth {Growth} could not be saved; it is kept and tried again.")]
    public static partial void ProgressNotSaved(ILogger logger, Exception e, Guid growth);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "Search {Search} failed.")]
    public static partial void SearchFailed(ILogger logger, Exception e, Guid search);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Warning, Message = "A step of search {Search} could not be saved; it is kept and tried again.")]
    public static partial void StepNotSaved(ILogger logger, Exception e, Guid search);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Error, Message = "Evaluation {Evaluation} failed.")]
    public static partial void EvaluationFailed(ILogger logger, Exception e, Guid evaluation);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Warning, Message = "Scores of evaluation {Evaluation} could not be saved; they are kept and tried again.")]
    public static partial void ScoresNotSaved(ILogger logger, Exception e, Guid evaluation);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "A row of cells of notebook {Notebook} could not go on.")]
    public static partial void CellQueueFailed(ILogger logger, Exception e, Guid notebook);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "Who is on other servers is not known for the moment; it is tried again.")]
    public static partial void PresenceFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Looking for growths and searches of servers that went away failed; it is tried again.")]
    public static partial void RecoveryFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Warning, Message = "Older texts could not all be made searchable; what is left is made with each notebook's next change, or at the next start.")]
    public static partial void IndexingFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Error, Message = "Branches of notebook {Notebook} could not be named.")]
    public static partial void NamingFailed(ILogger logger, Exception e, Guid notebook);

    [LoggerMessage(EventId = 2014, Level = LogLevel.Warning, Message = "When notebook {Notebook} was last visited could not be noted or looked up; what is new is not marked, or marked again.")]
    public static partial void VisitFailed(ILogger logger, Exception e, Guid notebook);
}
