using MiniHF.Workspace.Components.Notebook;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TitlesTests
{
    [Theory]
    [InlineData("The clockmaker", "Once upon a time", "The clockmaker")]
    [InlineData("Untitled", "Once upon a time", "Once upon a time")]
    [InlineData("", "  Once\nupon a time", "Once upon a time")]
    [InlineData("Untitled", "", "Untitled")]
    [InlineData("Untitled", "Once upon a time there was a clockmaker who wound every clock.", "Once upon a time there was a clockmaker who wound…")]
    public void Of_TitleAndOpening_IsTheNameOrTheFirstWords(string title, string opening, string shown) =>
        Assert.Equal(shown, Titles.Of(title, opening));

    [Theory]
    [InlineData("The clockmaker", "Once upon a time", "Once upon a time")]
    [InlineData("Untitled", "Once upon a time", "")]
    [InlineData("Untitled", "Once upon a time there was a clockmaker who wound every clock.", "… every clock.")]
    public void Rest_OpeningOnTwoLines_SaysNothingTwice(string title, string opening, string rest) =>
        Assert.Equal(rest, Titles.Rest(title, opening, 150));

    [Fact]
    public void Of_NotebookWithoutATitle_IsTheOpeningOfItsText()
    {
        LoomBook book = new();
        book.Do(new MiniHF.Workspace.Notebooks.Commands.RenameNotebook(Titles.Unnamed) { By = book.Me });
        book.Type(null, "It rained.");

        Assert.Equal("It rained.", Titles.Of(book.Session.State));
    }
}
