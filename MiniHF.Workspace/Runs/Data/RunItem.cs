namespace MiniHF.Workspace.Runs.Data;

/// <summary>One thing to learn from, before it is written as a line of JSON.</summary>
/// <param name="Line">The members of the line, as the trainer reads them.</param>
/// <param name="Shown">What a person is shown of it.</param>
/// <param name="Why">Why it is among the data, in a few words; empty where that is plain.</param>
/// <param name="Events">The events it comes from.</param>
public sealed record RunItem(IReadOnlyDictionary<string, object> Line, string Shown, string Why, IReadOnlyList<Guid> Events)
{
    internal static RunItem Text(string text, string why, IReadOnlyList<Guid> events) =>
        new(new Dictionary<string, object>(StringComparer.Ordinal) { ["text"] = text }, text, why, events);

    internal static RunItem Prompt(string prompt, string why, IReadOnlyList<Guid> events) =>
        new(new Dictionary<string, object>(StringComparer.Ordinal) { ["prompt"] = prompt }, prompt, why, events);

    internal static RunItem Rated(string prompt, string response, bool isGood, string question, string why, IReadOnlyList<Guid> events) => new(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["prompt"] = prompt, ["response"] = response, ["rating"] = isGood, ["question"] = question },
        response,
        why,
        events);

    internal static RunItem Pair(string prompt, string chosen, string rejected, string why, IReadOnlyList<Guid> events) => new(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["prompt"] = prompt, ["chosen"] = chosen, ["rejected"] = rejected },
        $"{chosen}\n— over —\n{rejected}",
        why,
        events);
}
