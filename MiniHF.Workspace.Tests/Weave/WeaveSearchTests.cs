using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveSearchTests
{
    [Fact]
    public void Next_Fresh_AsksForTheRootsScore()
    {
        WeaveSearch search = WeaveSearch.Start(new SearchStarted(WeaveParameters.Server, "Once", 1));

        Assert.Equal(new ScoreRoot(), search.Next());
    }

    [Fact]
    public void Next_ServerPreset_Makes72NodesIn9ExpansionsAndThreeRounds()
    {
        List<WeaveEvent> events = [];

        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(), into: events);

        Assert.Equal((73, 9, 3), (search.Nodes.Length, events.OfType<NodeExpanded>().Count(), events.OfType<RoundEnded>().Count()));
        Assert.InRange(search.Nodes[search.Result.Single()].Depth, 4, 5);
    }

    [Fact]
    public void Next_GeneratorGivesNothing_EndsWithTheRootAsResult()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(), (_, asked) => new NodeExpanded(asked.NodeId, []), mostSteps: 10);

        Assert.Equal<int>([0], search.Result);
        Assert.Equal(71, search.BudgetLeft);
    }

    [Fact]
    public void Next_GeneratorGivesFewerTexts_SpendsWhatItGave()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(), (state, asked) => WeaveScenario.Expansion(state, asked, count: 1));

        Assert.Equal((73, 0), (search.Nodes.Length, search.BudgetLeft));
    }

    [Fact]
    public void Next_TextsThatCouldNotBeJudged_SpendTheBudget()
    {
        WeaveSearch search = WeaveScenario.Finish(
            WeaveScenario.Start(),
            (state, asked) => WeaveScenario.Expansion(state, asked, count: asked.Count - 1) with { Discarded = ["not a number"] });

        Assert.Equal((9, 64), (search.DiscardedCount, search.Nodes.Length));
    }

    [Fact]
    public void Next_NodeWhoseTextEnded_IsNotGrown()
    {
        List<WeaveEvent> events = [];

        WeaveSearch search = WeaveScenario.Finish(
            WeaveScenario.Start(),
            (state, asked) => WeaveScenario.Expansion(state, asked) is var all && asked.NodeId == 0
                ? all
                : all with { Children = [.. all.Children.Select(child => child with { EndsText = true })] },
            events);

        Assert.All(events.OfType<NodeExpanded>(), expanded => Assert.True(search.Nodes[expanded.ParentId].Depth < 2));
        Assert.True(search.IsFinished);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e308)]
    public void Apply_ScoreThatIsNoUsableNumber_IsRefused(double score)
    {
        WeaveSearch search = WeaveScenario.Start();
        ExpandNode asked = (ExpandNode)search.Next()!;

        Assert.Throws<WeaveHistoryException>(() => search.Apply(WeaveScenario.Expansion(search, asked, _ => score)));
    }

    [Fact]
    public void Apply_NodeGrownTwice_IsRefused()
    {
        WeaveSearch search = WeaveScenario.Start();
        NodeExpanded expanded = WeaveScenario.Expansion(search, (ExpandNode)search.Next()!);
        search = search.Apply(expanded);

        WeaveHistoryException error = Assert.Throws<WeaveHistoryException>(() => search.Apply(expanded));

        Assert.Equal("The search's record grows node 0 twice: it is damaged, or not the record of one search.", error.Message);
    }

    [Fact]
    public void Apply_TwoSearches_EachCountsItsOwnIds()
    {
        WeaveSearch first = WeaveScenario.Finish(WeaveScenario.Start());
        WeaveSearch second = WeaveScenario.Finish(WeaveScenario.Start());

        Assert.Equal(first.Nodes.Select(node => node.Id), second.Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Fold_EveryPrefixOfTheEvents_GoesOnToTheSameEnd()
    {
        List<WeaveEvent> events = [new SearchStarted(WeaveParameters.Server, "Once", 7), new RootScored(0)];
        WeaveSearch whole = WeaveScenario.Finish(WeaveSearch.Fold(events), into: events);

        for (int kept = 1; kept <= events.Count; kept++)
        {
            WeaveSearch resumed = WeaveScenario.Finish(WeaveSearch.Fold(events.Take(kept)));

            Assert.Equal(whole.Nodes.Select(node => (node.Text, node.GumbelPhi, node.Logit)), resumed.Nodes.Select(node => (node.Text, node.GumbelPhi, node.Logit)));
            Assert.Equal<int>(whole.Result, resumed.Result);
        }
    }

    [Fact]
    public void Next_ChosenBest_ResultIsTheBestLeafAnywhere()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(WeaveParameters.Server with { Result = WeaveResultChoice.Best }));

        WeaveNode best = search.Nodes.Where(node => node.IsLeaf).MaxBy(node => node.Score)!;
        Assert.Equal<int>([best.Id], search.Result);
    }

    [Fact]
    public void Apply_Stopped_ClosesTheRoundAndGivesAResult()
    {
        WeaveSearch search = WeaveScenario.Start();
        search = search.Apply(WeaveScenario.Expansion(search, (ExpandNode)search.Next()!));
        search = search.Apply(WeaveScenario.Expansion(search, (ExpandNode)search.Next()!)).Apply(new SearchStopped());
        List<WeaveEvent> events = [];

        search = WeaveScenario.Finish(search, into: events);

        Assert.Equal([typeof(RoundEnded), typeof(SearchFinished)], events.Select(happened => happened.GetType()));
        Assert.Equal((17, 1), (search.Nodes.Length, search.Result.Length));
    }

    [Fact]
    public void Apply_ForkedAfterItsEnd_GoesOnWithOtherDraws()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start());

        WeaveSearch forked = WeaveScenario.Finish(search.Apply(new SearchForked(Seed: 8, ExtraBudget: 24)));

        Assert.Equal((97, 8L, true), (forked.Nodes.Length, forked.Seed, forked.IsFinished));
        Assert.Equal(search.Nodes.Select(node => node.Text), forked.Nodes.Take(73).Select(node => node.Text));
    }

    [Fact]
    public void Apply_AnythingAfterTheEnd_IsRefused()
    {
        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start());

        Assert.Throws<WeaveHistoryException>(() => search.Apply(new SearchStopped()));
    }

    [Fact]
    public void Next_LookaheadOfOneAndHugeBudget_DoesNotRecurse()
    {
        WeaveParameters deep = new(Budget: 3000, RoundBudget: 1, Expand: 1, MaxLookahead: 3000);

        WeaveSearch search = WeaveScenario.Finish(WeaveScenario.Start(deep));

        Assert.Equal(3000, search.Nodes[search.Result.Single()].Depth);
    }
}
