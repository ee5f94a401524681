using System.Text.Json.Serialization;

namespace MiniHF.Engine.Weave.Replay;

/// <summary>A search with everything that is known of it. Written as JSON it can be replayed.</summary>
public sealed record WeaveReport
{
    public string? Name { get; init; }

    [JsonPropertyName("params")]
    public required WeaveParametersJson Parameters { get; init; }

    public long Seed { get; init; }

    public WeaveProvenance? Provenance { get; init; }

    public required IReadOnlyList<WeaveExpansionJson> Expansions { get; init; }

    public required IReadOnlyList<WeaveNodeJson> Nodes { get; init; }

    public required IReadOnlyList<int> ResultIds { get; init; }

    /// <summary>The results from the prompt's end on.</summary>
    public required IReadOnlyList<string> ResultText { get; init; }

    public WeaveStatistics? Statistics { get; init; }

    public IReadOnlyList<WeaveEvent>? Events { get; init; }

    /// <param name="events">The search's events from the first on.</param>
    /// <param name="name">What to call it.</param>
    public static WeaveReport Create(IReadOnlyList<WeaveEvent> events, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        WeaveSearch search = WeaveSearch.Fold(events);
        return new WeaveReport
        {
            Name = name,
            Parameters = WeaveParametersJson.From(search.Parameters),
            Seed = search.Seed,
            Provenance = search.Provenance,
            Expansions =
            [
                .. events.OfType<NodeExpanded>().Select(expanded => new WeaveExpansionJson(
                    "expand", search.Prompt + search.BranchText(expanded.ParentId), expanded.Children.Count + expanded.Discarded.Count)),
            ],
            Nodes = [.. search.Nodes.Select(WeaveNodeJson.From)],
            ResultIds = search.Result,
            ResultText = [.. search.Result.Select(search.BranchText)],
            Events = events,
        };
    }

    /// <summary>The largest difference of any number from another report's; ∞ where anything else differs.</summary>
    internal double DistanceFrom(IReadOnlyList<WeaveNodeJson> nodes, IReadOnlyList<int>? resultIds)
    {
        bool sameShape = nodes.Count == Nodes.Count && (resultIds is null || resultIds.SequenceEqual(ResultIds));
        return sameShape ? Nodes.Zip(nodes, (mine, others) => mine.DistanceFrom(others)).DefaultIfEmpty(0).Max() : double.PositiveInfinity;
    }
}
