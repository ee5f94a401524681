using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

/// <summary>Drives a search with no model: scores come from a function of the node's id, random numbers from the seed.</summary>
internal static class WeaveScenario
{
    public static WeaveSearch Start(WeaveParameters? parameters = null, long seed = 7) =>
        WeaveSearch.Start(new SearchStarted(parameters ?? WeaveParameters.Server, "Once", seed)).Apply(new RootScored(0));

    /// <summary>An expansion of what the search asks for.</summary>
    public static NodeExpanded Expansion(WeaveSearch search, ExpandNode step, Func<int, double>? score = null, int? count = null) => new(
        step.NodeId,
        [
            .. Enumerable.Range(search.Nodes.Length, count ?? step.Count)
                .Select(id => new WeaveChild($" {id}", (score ?? (any => Math.Sin(any)))(id), GumbelStream.Draw(search.Seed, id))),
        ]);

    /// <summary>Runs to the end; the events that happened are added to <paramref name="into"/>.</summary>
    public static WeaveSearch Finish(WeaveSearch search, Func<WeaveSearch, ExpandNode, WeaveEvent>? expand = null, List<WeaveEvent>? into = null, int mostSteps = 10_000)
    {
        for (int step = 0; search.Next() is WeaveStep next; step++)
        {
            Assert.True(step < mostSteps, "The search does not end.");
            WeaveEvent happened = next switch
            {
                ExpandNode asked => expand is null ? Expansion(search, asked) : expand(search, asked),
                Decided decided => decided.Event,
                _ => new RootScored(0),
            };
            into?.Add(happened);
            search = search.Apply(happened);
        }

        return search;
    }
}
