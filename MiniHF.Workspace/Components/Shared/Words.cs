using System.Globalization;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>Short forms of texts and numbers.</summary>
public static class Words
{
    /// <summary>The beginning of a text on one line, cut between words, with an ellipsis where something was cut.</summary>
    public static string Opening(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        string line = OneLine(text, length + 1);
        if (line.Length <= length)
        {
            return line;
        }

        int cut = line.LastIndexOf(' ', length);
        return string.Concat(line.AsSpan(0, cut > length / 2 ? cut : Whole(line, length)), "…");
    }

    /// <summary>The first words of a text on one line, with an ellipsis where there are more.</summary>
    public static string First(string text, int words)
    {
        ArgumentNullException.ThrowIfNull(text);
        // No word worth reading is longer than this; what is cut here is noise.
        string line = Opening(text, words * 16);
        int end = 0;
        for (int i = 0; i < words && end >= 0; i++)
        {
            end = line.IndexOf(' ', Math.Min(end + 1, line.Length));
        }

        return end < 0 ? line : string.Concat(line.AsSpan(0, end), "…");
    }

    /// <summary>1284 as "1,284", whatever the server's culture.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A setting's value with no more digits than it needs.</summary>
    public static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>"1 branch", "3 branches".</summary>
    public static string Count(long value, string one, string many) => $"{Number(value)} {(value == 1 ? one : many)}";

    /// <summary>"3.2 s", "3 m 20 s", "2 h 5 m".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} m {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} m"),
    };

    private static string OneLine(string text, int enough)
    {
        System.Text.StringBuilder line = new();
        foreach (char c in text)
        {
            bool space = char.IsWhiteSpace(c);
            if (!space)
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            // One character beyond, so that a pair of surrogates is never the last thing seen of a longer text.
            if (line.Length > enough)
            {
                break;
            }
        }

        return line.ToString().TrimEnd();
    }

    private static int Whole(string line, int length) => char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
}
