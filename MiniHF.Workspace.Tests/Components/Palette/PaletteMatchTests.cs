using MiniHF.Workspace.Components.Palette;

namespace MiniHF.Workspace.Tests.Components.Palette;

public sealed class PaletteMatchTests
{
    [Theory]
    [InlineData("Duplicate the cell", "dup")]
    [InlineData("Duplicate the cell", "cell dup")]
    [InlineData("Duplicate the cell", "dtc")]
    [InlineData("Über den Fluß", "ÜBER")]
    public void Match_LettersInTheirOrder_Fits(string text, string typed) => Assert.NotNull(PaletteMatch.Of(text, typed));

    [Theory]
    [InlineData("Duplicate the cell", "pud")]
    [InlineData("Duplicate the cell", "dup weave")]
    [InlineData("", "a")]
    public void Match_OtherLetters_DoesNot(string text, string typed) => Assert.Null(PaletteMatch.Of(text, typed));

    [Fact]
    public void Match_WordsThatBeginSo_ComeBeforeLettersInBetween()
    {
        string[] labels = ["Make a note of it", "Run the cell", "Run all cells, one after another", "The branch above", "Grow continuations"];

        string[] found = [.. labels
            .Select(label => (label, match: PaletteMatch.Of(label, "rac")))
            .Where(pair => pair.match is not null)
            .OrderByDescending(pair => pair.match!.Score)
            .Select(pair => pair.label)];

        Assert.Equal("Run all cells, one after another", found[0]);
    }

    [Fact]
    public void Match_SaysWhichLettersFit() => Assert.Equal([4, 5, 6], PaletteMatch.Of("Run all cells", "all")!.Places);
}
