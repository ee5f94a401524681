using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Components.History;

/// <summary>How moments are told.</summary>
internal static class HistoryWords
{
    /// <summary>"Ann pruned “The lamp…”"; what a model or a server did is a sentence of its own.</summary>
    public static string Sentence(HistoryStep step, Func<PersonId, string> nameOf) => step.By != PersonId.Workspace
        ? $"{Subject(step, nameOf)} {step.Say(nameOf)}"
        : step.Words.StartsWith("the ", StringComparison.Ordinal) ? step.Words : $"the workspace {step.Words}";

    /// <summary>Where the slider stands, for who cannot see it.</summary>
    public static string Position(HistoryStep step, long last, Func<PersonId, string> nameOf, DateTimeOffset now) =>
        $"Event {Words.Number(step.Version)} of {Words.Number(last)}, {Sentence(step, nameOf)}, {RelativeTime.Of(step.At, now)}";

    /// <summary>The time of day, with the day where that is not today.</summary>
    public static string Time(DateTimeOffset at, DateTimeOffset now)
    {
        string time = at.ToString("HH:mm", CultureInfo.InvariantCulture);
        return at.Date == now.Date ? time : at.ToString(at.Year == now.Year ? "d MMM, " : "d MMM yyyy, ", CultureInfo.InvariantCulture) + time;
    }

    public static string CapitalFirst(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Subject(HistoryStep step, Func<PersonId, string> nameOf) =>
        // What a model or a server did for somebody is told of it, not of them.
        nameOf(step.By);
}
