using System.Text.Json.Serialization;

namespace MiniHF.Engine.Weave.Replay;

/// <summary>
/// One search to run again without a model: either its random numbers and scores in the order they are needed, or the events
/// of a recorded one.
/// </summary>
public sealed record WeaveScript
{
    public string? Name { get; init; }

    [JsonPropertyName("params")]
    public WeaveParametersJson? Parameters { get; init; }

    public IReadOnlyList<double>? GumbelsInCreationOrder { get; init; }

    /// <summary>The first is the root's.</summary>
    public IReadOnlyList<double>? ScoresInEvalOrder { get; init; }

    public IReadOnlyList<WeaveExpansionJson>? Expansions { get; init; }

    /// <summary>The nodes the search must end with, where they are known; their texts are also the texts of a scripted search.</summary>
    public IReadOnlyList<WeaveNodeJson>? Nodes { get; init; }

    /// <summary>The result the search must have, where it is known.</summary>
    public IReadOnlyList<int>? ResultIds { get; init; }

    /// <summary>The events of a recorded search.</summary>
    public IReadOnlyList<WeaveEvent>? Events { get; init; }

    /// <summary>Runs the search.</summary>
    /// <exception cref="UserFacingException">The script lacks something the search needs.</exception>
    public WeaveReplay Play()
    {
        IReadOnlyList<WeaveEvent> events = Events is { Count: > 0 } ? Events : PlayNumbers();
        WeaveReport report = WeaveReport.Create(events, Name);
        return new WeaveReplay(report, Nodes is null ? null : report.DistanceFrom(Nodes, ResultIds));
    }

    private List<WeaveEvent> PlayNumbers()
    {
        WeaveParametersJson parameters = Parameters ?? throw Lacks("\"params\"");
        Queue<double> gumbels = new(GumbelsInCreationOrder ?? throw Lacks("\"gumbels_in_creation_order\""));
        Queue<double> scores = new(ScoresInEvalOrder ?? throw Lacks("\"scores_in_eval_order\""));

        SearchStarted started = new(parameters.ToParameters(), TextOf(0) ?? "R", Seed: 0);
        List<WeaveEvent> events = [started];
        WeaveSearch search = WeaveSearch.Start(started);
        while (search.Next() is WeaveStep step)
        {
            WeaveEvent happened = step switch
            {
                ScoreRoot => new RootScored(Take(scores, "score")),
                ExpandNode expand => new NodeExpanded(expand.NodeId,
                [
                    .. Enumerable.Range(search.Nodes.Length, expand.Count).Select(id =>
                        new WeaveChild(TextOf(id) ?? $"[{id}]", Take(scores, "score"), Take(gumbels, "Gumbel"))),
                ]),
                _ => ((Decided)step).Event,
            };
            events.Add(happened);
            search = search.Apply(happened);
        }

        return events;
    }

    private string? TextOf(int nodeId) => Nodes?.FirstOrDefault(node => node.Id == nodeId)?.Text;

    private double Take(Queue<double> numbers, string what) =>
        numbers.TryDequeue(out double number) ? number : throw new UserFacingException($"The scripted search{Called} needs one more {what} than it has: add to the list, or lower the budget.");

    private UserFacingException Lacks(string what) => new($"The scripted search{Called} has neither events nor {what}.");

    private string Called => Name is null ? "" : $" \"{Name}\"";
}
