using System.Globalization;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>How long ago something was, in words.</summary>
public static class RelativeTime
{
    public static string Of(DateTimeOffset then, DateTimeOffset now)
    {
        TimeSpan ago = now - then;
        return ago switch
        {
            { TotalSeconds: < 45 } => "just now",
            { TotalMinutes: < 1.5 } => "a minute ago",
            { TotalMinutes: < 59.5 } => Count(ago.TotalMinutes, "minutes"),
            { TotalHours: < 1.5 } => "an hour ago",
            { TotalHours: < 21.5 } => Count(ago.TotalHours, "hours"),
            { TotalDays: < 1.5 } => "yesterday",
            { TotalDays: < 6.5 } => Count(ago.TotalDays, "days"),
            _ when then.Year == now.Year => then.ToString("d MMMM", CultureInfo.InvariantCulture),
            _ => then.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    private static string Count(double amount, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(amount):0} {unit} ago");
}
