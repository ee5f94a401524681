using MiniHF.Workspace.Notebooks.Finding;

namespace MiniHF.Workspace.Tests.Notebooks.Finding;

public sealed class MisspellingTests
{
    [Theory]
    [InlineData("lighthouse", "lighthouse", 0)]
    [InlineData("ligthouse", "lighthouse", 1)]
    [InlineData("lihgthouse", "lighthouse", 1)]
    [InlineData("gohst", "ghost", 1)]
    [InlineData("lamp", "lamb", 1)]
    [InlineData("lamp", "limb", 2)]
    [InlineData("lamp", "candle", 3)]
    public void Distance_CountsLettersUpToTheMost(string from, string to, int expected) => Assert.Equal(expected, Misspelling.Distance(from, to, 2));

    [Fact]
    public void Nearest_GivesTheNearestFirstAndNothingFarther() => Assert.Equal(
        ["lighthouse", "lighthouses"],
        Misspelling.Nearest("lihgthouse", ["house", "lighthouses", "light", "lighthouse", "greenhouse"], 5));

    [Fact]
    public void Nearest_OfAShortWord_GuessesNothing() => Assert.Empty(Misspelling.Nearest("cat", ["car", "cut"], 5));
}
