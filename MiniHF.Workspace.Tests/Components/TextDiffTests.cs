using MiniHF.Workspace.Components.Runs;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TextDiffTests
{
    [Fact]
    public void Of_AWordReplaced_ShowsBoth() => Assert.Equal(
        [new TextDiffPiece("The", TextChange.None), new TextDiffPiece(" old", TextChange.Removed), new TextDiffPiece(" new", TextChange.Added), new TextDiffPiece(" clock struck.", TextChange.None)],
        TextDiff.Of("The old clock struck.", "The new clock struck."));

    [Theory]
    [InlineData("", "")]
    [InlineData("", "All of it")]
    [InlineData("a b  c\nd", "a x  c\nd e")]
    [InlineData("One thing", "")]
    public void Of_AnyTwoTexts_HoldsBothWhole(string before, string after)
    {
        IReadOnlyList<TextDiffPiece> pieces = TextDiff.Of(before, after);

        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Change != TextChange.Added).Select(piece => piece.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Change != TextChange.Removed).Select(piece => piece.Text)));
    }
}
