using AngleSharp.Dom;
using Bunit;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class CardGridTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly BranchId _root;

    public CardGridTests() => _root = _book.Type(null, "Once upon a time");

    [Fact]
    public void Cards_OfFinishedContinuations_ShowTheirTextAndNumbers()
    {
        _book.Grow(_root, " there was a clock.", " it rained.");

        IRenderedComponent<CardGrid> grid = RenderGrid();

        Assert.Equal(["there was a clock.", "it rained."], Texts(grid));
        Assert.Equal(["1", "2"], grid.FindAll("[data-testid=pick]").Select(button => button.TextContent));
    }

    [Fact]
    public void Cards_WhileGrowing_ShowWhatStreamsAndHowFarItIs()
    {
        (_, BranchId[] branches) = _book.Begin(_root, 1);
        _book.Stream(branches[0], " there was", 3);

        IRenderedComponent<CardGrid> grid = RenderGrid();

        Assert.Equal(["there was"], Texts(grid));
        Assert.Equal("3 / 64", grid.Find(".progress").TextContent);
        Assert.Equal("true", grid.Find("[data-testid=card]").GetAttribute("aria-busy"));
    }

    [Fact]
    public void Card_StoppedWhileItGrew_KeepsTheRoomItHad()
    {
        (GrowthId growth, BranchId[] branches) = _book.Begin(_root, 1);
        IRenderedComponent<CardGrid> grid = RenderGrid();
        string? before = grid.Find("[data-testid=card-text]").GetAttribute("style");

        _book.Do(new StopGrowth(growth, branches[0]) { By = _book.Me });
        grid.Render();

        Assert.Equal(("--room: 282", "--room: 282"), (before, grid.Find("[data-testid=card-text]").GetAttribute("style")));
        Assert.Null(RenderGrid().Find("[data-testid=card-text]").GetAttribute("style"));
    }

    [Fact]
    public void TokenOfOneCard_DrawsThatCardOnly()
    {
        (_, BranchId[] branches) = _book.Begin(_root, 2);
        IRenderedComponent<CardGrid> grid = RenderGrid();
        // What a component drew is known to it from its second drawing on.
        grid.Render();
        IReadOnlyList<IRenderedComponent<ContinuationCard>> cards = grid.FindComponents<ContinuationCard>();
        int[] before = [.. cards.Select(card => card.RenderCount)];

        _book.Stream(branches[1], " there", 1);
        grid.Render();

        Assert.Equal([0, 1], cards.Select((card, at) => card.RenderCount - before[at]));
    }

    [Fact]
    public void StopOnACard_StopsThatBranchOnly()
    {
        (GrowthId growth, BranchId[] branches) = _book.Begin(_root, 2);

        RenderGrid().FindAll("[data-testid=stop-card]")[1].Click();

        StopGrowth stop = Assert.IsType<StopGrowth>(_book.Commands[^1]);
        Assert.Equal((growth, branches[1]), (stop.Growth, stop.Branch));
    }

    [Fact]
    public void Card_Clicked_IsReadOnFrom()
    {
        BranchId[] branches = _book.Grow(_root, " a", " b");

        RenderGrid().FindAll("[data-testid=card-text]")[1].Click();

        Assert.Equal(branches[1], _book.Actions.Focus?.Id);
    }

    [Fact]
    public void ThumbOnACard_ClickedTwice_IsTakenBack()
    {
        BranchId branch = _book.Grow(_root, " a")[0];
        IRenderedComponent<CardGrid> grid = RenderGrid();

        grid.Find("[data-testid=thumb-up]").Click();
        Assert.Equal(Thumb.Up, _book[branch].Thumbs[_book.Me]);
        grid.Find("[data-testid=thumb-up]").Click();

        Assert.False(_book[branch].Thumbs.ContainsKey(_book.Me));
    }

    [Fact]
    public void Prune_ThenRestore_BringsTheCardBack()
    {
        _book.Grow(_root, " a", " b");
        IRenderedComponent<CardGrid> grid = RenderGrid();

        grid.FindAll("[data-testid=prune]")[0].Click();
        grid.Render();
        Assert.Equal(["b"], Texts(grid));
        Assert.Equal("Pruned.", Assert.Single(_book.Toasts.Current).Text);
        grid.Find("[data-testid=show-pruned]").Click();
        grid.Find("[data-testid=restore]").Click();
        grid.Render();

        Assert.Equal(["a", "b"], Texts(grid));
    }

    [Fact]
    public void Growth_Failed_SaysWhyAndOffersToTryAgain()
    {
        (GrowthId growth, _) = _book.Begin(_root, 2);
        _book.Apply(new GrowthFailed(_book.Cell, growth, "The model ran out of memory: choose a smaller one.") { By = _book.Me });
        bool again = false;

        IRenderedComponent<CardGrid> grid = Render<CardGrid>(parameters => parameters.Add(p => p.Actions, _book.Actions).Add(p => p.OnGrow, () => again = true));
        IElement notice = grid.Find("[data-testid=growth-failed]");

        Assert.Contains("The model ran out of memory: choose a smaller one.", notice.TextContent, StringComparison.Ordinal);
        grid.Find("[data-testid=growth-failed] button").Click();
        Assert.True(again);
    }

    [Fact]
    public void Growth_Interrupted_CanBeResumed()
    {
        (GrowthId growth, _) = _book.Begin(_root, 1);
        _book.Apply(new GrowthInterrupted(_book.Cell, growth) { By = _book.Me });

        RenderGrid().Find("[data-testid=resume]").Click();

        Assert.Equal(growth, Assert.IsType<ResumeGrowth>(_book.Commands[^1]).Growth);
    }

    private static IEnumerable<string> Texts(IRenderedComponent<CardGrid> grid) =>
        grid.FindAll("[data-testid=card-text]").Select(text => text.TextContent.Trim());

    private IRenderedComponent<CardGrid> RenderGrid() => Render<CardGrid>(parameters => parameters.Add(p => p.Actions, _book.Actions));
}
