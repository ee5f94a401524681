using MiniHF.Workspace.EventStore.Ladder;

namespace MiniHF.Workspace.Tests.EventStore.Ladder;

public sealed class SnapshotLadderTests
{
    [Fact]
    public void Rungs_OfALongStream_ComeEach16Events_AndLaterSixteenInEachDoubling()
    {
        List<long> rungs = [];
        for (long at = SnapshotLadder.After(0); at <= 1100; at = SnapshotLadder.After(at))
        {
            rungs.Add(at);
        }

        long[] expected =
        [
            .. Enumerable.Range(1, 32).Select(i => 16L * i),
            .. Enumerable.Range(1, 16).Select(i => 512L + (32 * i)),
            1088,
        ];
        Assert.Equal(expected, rungs);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 0)]
    [InlineData(16, 16)]
    [InlineData(10_000, 9_728)]
    [InlineData(16_383, 15_872)]
    [InlineData(16_384, 16_384)]
    public void UpTo_OfAVersion_IsTheLastRungItHas(long version, long expected) => Assert.Equal(expected, SnapshotLadder.UpTo(version));

    [Fact]
    public void UpToAndAfter_OfEachVersion_AreNeighbouringRungs()
    {
        for (long version = 0; version < 5000; version++)
        {
            long below = SnapshotLadder.UpTo(version);
            long above = SnapshotLadder.After(version);
            Assert.True(below <= version && above > version && SnapshotLadder.IsRung(above) && (below == 0 || SnapshotLadder.IsRung(below)));
            Assert.DoesNotContain(Enumerable.Range((int)below + 1, (int)(above - below - 1)), between => SnapshotLadder.IsRung(between));
        }
    }

    [Fact]
    public void KeptStates_AtEachLength_AreAmongTheRungs_KeptAllAlong_SixteenAtMost_AndNeverFarApart()
    {
        HashSet<long> kept = [];
        for (long version = 1; version <= 20_000; version++)
        {
            kept.RemoveWhere(rung => !SnapshotLadder.KeepsState(rung, version));
            if (SnapshotLadder.IsRung(version) && SnapshotLadder.KeepsState(version, version))
            {
                kept.Add(version);
            }

            long spacing = SnapshotLadder.StateSpacing(version);
            Assert.InRange(kept.Count, version / spacing, 16);
            Assert.True(version < 256 || spacing <= Math.Max(256, version / 8));
        }
    }
}
