namespace MiniHF.Workspace.Components.People;

/// <summary>How long a link still works, in words.</summary>
internal static class LinkWords
{
    /// <summary>"6 days", "23 hours", "a minute": never more than is left, but for the last minute.</summary>
    public static string Left(TimeSpan left) => left switch
    {
        { TotalDays: >= 2 } => Words((long)left.TotalDays, "day", "days"),
        { TotalHours: >= 2 } => Words((long)left.TotalHours, "hour", "hours"),
        { TotalMinutes: >= 2 } => Words((long)left.TotalMinutes, "minute", "minutes"),
        _ => "a minute",
    };

    private static string Words(long count, string one, string many) => Shared.Words.Count(count, one, many);
}
