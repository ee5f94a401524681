using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class TokenAlternativesTests
{
    [Fact]
    public void Pack_AndUnpack_GiveTheSameToAHalf()
    {
        IReadOnlyList<TokenAlternative>[] tokens =
        [
            [new(0, "", -0.25f), new(127, "", -1.5f), new(128, "", -2f)],
            [],
            [new(151_935, "", -17.25f), new(int.MaxValue, "", float.NegativeInfinity)],
        ];

        Assert.Equal(tokens, TokenAlternatives.Unpack(TokenAlternatives.Pack(tokens)));
    }

    /// <summary>What stands in events is read for ever.</summary>
    [Fact]
    public void Pack_IsFrozen() => Assert.Equal("AgUAtKwCAL4A", TokenAlternatives.Pack([[new(5, "", -0.25f), new(300, "", -1.5f)], []]));

    [Theory]
    [InlineData("Ag==")]
    [InlineData("AQU=")]
    [InlineData("AQUA")]
    [InlineData("AYCAgICAgICA")]
    [InlineData("x")]
    public void Unpack_OfSomethingElse_IsRefused(string packed) => Assert.Throws<FormatException>(() => TokenAlternatives.Unpack(packed));
}
