using MiniHF.Workspace.Runs.Replay;

namespace MiniHF.Workspace.Tests.Runs.Replay;

public sealed class ReplayPlaceTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(11, false)]
    public void IsAfter_WhereTheOrderIsOnRecord_AsksNoClock(long position, bool expected) =>
        Assert.Equal(expected, new ReplayPlace(10, s_noon).IsAfter(position, s_noon.AddHours(expected ? 1 : -1)));

    [Theory]
    [InlineData(10L, null)]
    [InlineData(null, 3L)]
    public void IsAfter_WhereItIsNot_GoesByTime(long? moment, long? position)
    {
        ReplayPlace place = new(moment, s_noon);

        Assert.True(place.IsAfter(position, s_noon));
        Assert.False(place.IsAfter(position, s_noon.AddTicks(1)));
    }
}
