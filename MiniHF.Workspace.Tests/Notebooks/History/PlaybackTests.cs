using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.History;

namespace MiniHF.Workspace.Tests.Notebooks.History;

public sealed class PlaybackTests
{
    [Fact]
    public void Playback_OfANightBetweenTwoSittings_ShortensIt()
    {
        Playback playback = new([Step(1, 0), Step(2, 0.5), Step(3, 40_000), Step(4, 40_000)]);

        Assert.Equal([0, 0.5, 1.7, 1.82], [.. Enumerable.Range(1, 4).Select(version => Math.Round(playback.SecondsAt(version), 6))]);
        Assert.Equal(playback.SecondsAt(4), playback.Seconds);
    }

    [Fact]
    public void Playback_AtAnyTime_ShowsTheLastEventThatHasCome()
    {
        Playback playback = new([Step(1, 0), Step(2, 1), Step(3, 2)]);

        Assert.Equal([1, 1, 2, 2, 3, 3], [.. new[] { 0, 0.99, 1, 1.5, 2, 99 }.Select(playback.VersionAt)]);
    }

    [Fact]
    public void Playback_OfNothing_TakesNoTime() => Assert.Equal(0, new Playback([]).Seconds);

    private static HistoryStep Step(long version, double seconds) =>
        new(version, DateTimeOffset.UnixEpoch.AddSeconds(seconds), PersonId.Workspace, StepKind.Writing, "wrote", IsChange: true);
}
