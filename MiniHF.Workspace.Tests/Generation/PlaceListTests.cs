using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class PlaceListTests
{
    [Fact]
    public void Take_SeveralRunsFit_TakesOfTheShortest()
    {
        PlaceList list = new();
        list.Give(0, 10);
        list.Give(20, 4);

        Assert.Equal((20, 0, 3, null), (list.Take(4), list.Take(3), list.Take(7), list.Take(1)));
    }

    [Fact]
    public void Give_BetweenTwoRuns_JoinsAllThree()
    {
        PlaceList list = new();
        list.Give(0, 4);
        list.Give(8, 4);
        list.Give(4, 4);

        Assert.Equal(0, list.Take(12));
    }

    [Fact]
    public void TakeAndGive_AtRandom_NeverHandsOutAPlaceTwice()
    {
        Random random = new(3);
        PlaceList list = new();
        list.Give(0, 1000);
        HashSet<int> taken = [];
        List<(int Start, int Count)> held = [];
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, 40);
            if (random.Next(2) == 0 && list.Take(count) is { } start)
            {
                Assert.All(Enumerable.Range(start, count), place => Assert.True(taken.Add(place)));
                held.Add((start, count));
            }
            else if (held.Count > 0)
            {
                (int from, int number) = held[random.Next(held.Count)];
                held.Remove((from, number));
                taken.ExceptWith(Enumerable.Range(from, number));
                list.Give(from, number);
            }
        }

        foreach ((int start, int count) in held)
        {
            list.Give(start, count);
        }

        Assert.Equal(0, list.Take(1000));
    }
}
