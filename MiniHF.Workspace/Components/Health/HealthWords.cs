using System.Globalization;

namespace MiniHF.Workspace.Components.Health;

/// <summary>Sizes and times as they are said.</summary>
internal static class HealthWords
{
    private static readonly string[] s_units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>11737600 as "11.7 MB".</summary>
    public static string Bytes(long bytes)
    {
        double amount = bytes;
        int unit = 0;
        for (; amount >= 1000 && unit < s_units.Length - 1; unit++)
        {
            amount /= 1000;
        }

        return amount < 10 && unit > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.0} {s_units[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{amount:0} {s_units[unit]}");
    }

    /// <summary>5868800 as "5.9 million".</summary>
    public static string Amount(long count) => count switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e9:0.0} billion"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.0} million"),
        _ => count.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>How long something has been: "less than a minute", "14 minutes", "3 hours 20 minutes", "5 days 2 hours".</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => Count(time.Minutes, "minute"),
        { TotalDays: < 1 } => Both(time.Hours, "hour", time.Minutes, "minute"),
        _ => Both(time.Days, "day", time.Hours, "hour"),
    };

    private static string Both(int large, string unit, int small, string part) => small == 0 ? Count(large, unit) : $"{Count(large, unit)} {Count(small, part)}";

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
