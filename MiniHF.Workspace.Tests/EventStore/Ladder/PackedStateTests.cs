using MiniHF.Workspace.EventStore.Ladder;

namespace MiniHF.Workspace.Tests.EventStore.Ladder;

public sealed class PackedStateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Unpack_OfWhatWasPacked_IsTheSameBytes(int length)
    {
        byte[] state = [.. Enumerable.Range(0, length).Select(i => (byte)(i * i % 251))];

        Assert.Equal(state, PackedState.Unpack(PackedState.Pack(state)));
    }

    [Fact]
    public void Unpack_OfDamagedBytes_IsNullAndTakesNoMemoryForThem()
    {
        byte[] packed = PackedState.Pack([.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 7))]);
        byte[] longer = [.. packed];
        longer[3] = 0x7F;

        Assert.Null(PackedState.Unpack([]));
        Assert.Null(PackedState.Unpack(packed.AsSpan(0, packed.Length - 3)));
        Assert.Null(PackedState.Unpack(longer));
    }
}
