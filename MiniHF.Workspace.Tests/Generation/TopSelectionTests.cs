using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Tests.Generation;

public sealed class TopSelectionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 7)]
    [InlineData(1000, 999)]
    [InlineData(1003, 1003)]
    public void Select_ManyNumbersWithTies_IsTheHeadOfAStableSort(int length, int wanted)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => (float)Math.Floor(RandomStream.Uniform(5, 0, i) * 100))];
        int[] ids = new int[wanted];
        float[] largest = new float[wanted];

        TopSelection.Select(values, ids, largest);

        int[] expected = [.. Enumerable.Range(0, length).OrderByDescending(i => values[i]).ThenBy(i => i).Take(wanted)];
        Assert.Equal(expected, ids);
        Assert.Equal(expected.Select(i => values[i]), largest);
    }
}
