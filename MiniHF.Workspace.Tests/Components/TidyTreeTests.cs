using MiniHF.Workspace.Components.Tree;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TidyTreeTests
{
    [Fact]
    public void Place_NoNodes_NothingIsPlaced() => Assert.Empty(TidyTree.Place([]).Rows);

    [Fact]
    public void Place_ParentOfThree_StandsBesideTheMiddleOne()
    {
        (double[] rows, int[] levels) = TidyTree.Place([-1, 0, 0, 0]);

        Assert.Equal([1.0, 0.0, 1.0, 2.0], rows);
        Assert.Equal([0, 1, 1, 1], levels);
    }

    [Fact]
    public void Place_ShallowBesideDeep_SharesTheRowsTheDeepOneLeavesFree()
    {
        // Two children; the first has three children of its own, the second none: it needs no room beside them.
        (double[] rows, _) = TidyTree.Place([-1, 0, 1, 1, 1, 0]);

        Assert.Equal([1.5, 1.0, 0.0, 1.0, 2.0, 2.0], rows);
    }

    [Fact]
    public void Place_TwoBeginnings_DoNotOverlap()
    {
        (double[] rows, int[] levels) = TidyTree.Place([-1, 0, 0, -1, 3, 3]);

        Assert.Equal([0, 1, 1, 0, 1, 1], levels);
        Assert.Equal([0.5, 0.0, 1.0, 2.5, 2.0, 3.0], rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Place_AnyTree_NeighboursOfALevelAreARowApartAndInOrder(int seed)
    {
        Random random = new(seed);
        // Siblings in order, parents first: the order a traversal gives.
        List<(int Old, int Parent)> raw = [.. Enumerable.Range(1, 400).Select(node => (node, random.Next(0, node)))];
        Dictionary<int, List<int>> below = raw.GroupBy(node => node.Parent).ToDictionary(group => group.Key, group => group.Select(node => node.Old).ToList());
        List<int> parents = [];
        Stack<(int Old, int Parent)> waiting = new([(0, -1)]);
        while (waiting.TryPop(out (int Old, int Parent) next))
        {
            int at = parents.Count;
            parents.Add(next.Parent);
            foreach (int child in below.GetValueOrDefault(next.Old, []).AsEnumerable().Reverse())
            {
                waiting.Push((child, at));
            }
        }

        (double[] rows, int[] levels) = TidyTree.Place(parents);

        Assert.All(
            Enumerable.Range(0, rows.Length).GroupBy(node => levels[node]),
            level => Assert.All(level.Zip(level.Skip(1)), pair => Assert.True(rows[pair.Second] - rows[pair.First] >= 1 - 1e-9)));
    }

    [Fact]
    public void Place_ChainOfFiftyThousand_DoesNotExhaustTheStack()
    {
        (double[] rows, int[] levels) = TidyTree.Place([.. Enumerable.Range(-1, 50_000)]);

        Assert.Equal(0, rows.Max());
        Assert.Equal(49_999, levels[^1]);
    }
}
