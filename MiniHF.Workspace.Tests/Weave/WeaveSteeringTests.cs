using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Tests.Weave;

public sealed class WeaveSteeringTests
{
    [Fact]
    public void Steer_Leaf_ItIsGrownNext()
    {
        WeaveSearch search = Grown(out int worst);

        search = search.Apply(new NodeSteered(worst, 100));

        Assert.Equal(new ExpandNode(worst, 8), search.Next());
    }

    [Fact]
    public void Steer_ThumbTakenAway_LeavesNothingBehind()
    {
        WeaveSearch search = Grown(out int worst);

        WeaveSearch steered = search.Apply(new NodeSteered(worst, 3)).Apply(new NodeSteered(worst, 0));

        Assert.Equal(search.Nodes.Select(node => Math.Round(node.Logit, 12)), steered.Nodes.Select(node => Math.Round(node.Logit, 12)));
    }

    [Fact]
    public void Steer_GrownNode_KeepsItsSteeringWhenItsChildrenChange()
    {
        WeaveSearch search = Grown(out int worst).Apply(new NodeSteered(1, 100));
        search = search.Apply(WeaveScenario.Expansion(search, (ExpandNode)search.Next()!));
        int child = search.Nodes[1].Children[0];

        double before = search.Nodes[1].Logit;
        search = search.Apply(new NodeSteered(child, 200));

        Assert.Equal(before, WeaveLogit(search, without: 200) + 100, 1e-9);
        Assert.Equal(search.Nodes[child].Logit + 100, search.Nodes[1].Logit, 1e-6);
        Assert.NotEqual(worst, child);
    }

    [Fact]
    public void Steer_EveryLeafOfAResult_MovesTheResult()
    {
        WeaveSearch search = WeaveScenario.Finish(Grown(out int worst).Apply(new NodeSteered(worst, 100)));

        Assert.Contains(worst, search.Path(search.Result.Single()).Select(node => node.Id));
    }

    private static double WeaveLogit(WeaveSearch search, double without)
    {
        double[] logits = [.. search.Nodes[1].Children.Select((id, index) => search.Nodes[id].Logit - (index == 0 ? without : 0))];
        return Math.Log(logits.Sum(Math.Exp));
    }

    /// <summary>A search whose root is grown.</summary>
    private static WeaveSearch Grown(out int worst)
    {
        WeaveSearch search = WeaveScenario.Start();
        search = search.Apply(WeaveScenario.Expansion(search, (ExpandNode)search.Next()!));
        worst = search.Nodes.Skip(1).MinBy(node => node.Logit + node.Gumbel)!.Id;
        return search;
    }
}
