using Bunit;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Searching;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;
using MiniHF.Workspace.Tests.Notebooks;

namespace MiniHF.Workspace.Tests.Components;

public sealed class SearchCellViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly CellId _cell = CellId.New();

    public SearchCellViewTests()
    {
        _book.Type(null, "Once upon a time there was a clockmaker,");
        _book.Do(new AddCell(_cell, CellKind.Weave, _book.Cell) { By = _book.Me });
        _book.Do(new ChangeSearchSettings(_cell, SearchSettings.Default with { Parameters = SearchScript.Small }) { By = _book.Me });
    }

    private WeaveCell Cell => (WeaveCell)_book.Session.State.Cells[_cell];

    private Search Search => _book.Session.State.Searches[Cell.Searches[^1]];

    [Fact]
    public void FreshCell_SaysWhatItWouldContinue_AndStarts()
    {
        IRenderedComponent<SearchCellView> view = RenderView();
        string facts = view.Find("[data-testid=search-facts]").TextContent;

        view.Find("[data-testid=search-start]").Click();

        Assert.Equal("from “was a clockmaker”", facts);
        Assert.IsType<StartSearch>(_book.Commands[^1]);
    }

    [Fact]
    public void Parameters_AreTheOriginals_AndStoredWhenChanged()
    {
        _book.Do(new ChangeSearchSettings(_cell, SearchSettings.Default) { By = _book.Me });
        IRenderedComponent<SearchCellView> view = RenderView();
        view.Find("[data-testid=search-settings]").Click();
        string[] shown = [.. view.FindAll("[data-testid=search-fields] input[type=number]").Select(input => input.GetAttribute("value")!)];

        view.Find("[data-testid=search-budget]").Change("48");

        Assert.Equal(["72", "32", "24", "8", "1", "3", "0.25"], shown);
        Assert.Equal(48, Cell.Settings.Parameters.Budget);
    }

    [Fact]
    public void Constitution_WithAFault_IsToldByItsLine()
    {
        _book.Do(new ChangeSearchSettings(_cell, Cell.Settings with { UsesConstitution = true, Constitution = "==[Principle: One]==\nAsk?\n==[Principle: Two" }) { By = _book.Me });

        Assert.StartsWith("Constitution, line 3:", RenderView().Find("[data-testid=search-problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RunningSearch_ShowsItsTreeAndWhatIsBeingWritten()
    {
        Start();
        Advance();
        Advance();

        IRenderedComponent<SearchCellView> view = RenderView();

        Assert.Equal("from “was a clockmaker” · 2 of 6 · round 1", view.Find("[data-testid=search-facts]").TextContent);
        Assert.Equal((3, 2), (view.FindAll("[data-testid=search-node]").Count, view.FindAll(".coming").Count));
        Assert.Empty(view.FindAll("[data-testid=search-start]"));
    }

    [Fact]
    public void Node_ChosenAndThumbed_SteersTheSearch()
    {
        Start();
        Advance();
        Advance();
        IRenderedComponent<SearchCellView> view = RenderView();

        view.FindAll("[data-testid=search-node]")[1].Click();
        string text = view.Find("[data-testid=search-node-text]").TextContent;
        view.Find("[data-testid=search-up]").Click();

        Assert.Equal("1", text);
        Assert.Equal(4, Search.Tree.Nodes[1].Steering);
    }

    [Fact]
    public void FinishedSearch_RingsItsResult_AndReadsItInTheText()
    {
        Start();
        while (!Search.HasEnded)
        {
            Advance();
        }

        IRenderedComponent<SearchCellView> view = RenderView();
        view.Find("[data-testid=search-read]").Click();

        Assert.Single(view.FindAll(".result"));
        Assert.Equal(Search.Results[Search.Tree.Result[0]], _book.Tree.FocusOf(_book.Me)?.Id);
    }

    [Fact]
    public void PausedSearch_OffersToGoOn()
    {
        Start();
        IRenderedComponent<SearchCellView> view = RenderView();

        view.Find("[data-testid=search-pause]").Click();
        view.Render();
        view.Find("[data-testid=search-resume]").Click();

        Assert.Equal((SearchStatus.Running, 2), (Search.Status, Search.Attempt));
    }

    private void Start() => _book.Do(new StartSearch(SearchId.New(), _cell) { By = _book.Me });

    private void Advance()
    {
        foreach (NotebookEvent happened in NotebookDecider.Advance(Search, SearchScript.Made(Search.Tree), SearchCost.None, PersonId.Workspace))
        {
            _book.Apply(happened);
        }
    }

    private IRenderedComponent<SearchCellView> RenderView() => Render<SearchCellView>(parameters => parameters
        .Add(view => view.Session, _book.Session)
        .Add(view => view.Cell, Cell));
}
