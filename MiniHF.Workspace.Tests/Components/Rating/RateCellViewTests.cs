using Bunit;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Rating;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components.Rating;

public sealed class RateCellViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly CellId _cell = CellId.New();
    private readonly BranchId[] _texts;

    public RateCellViewTests()
    {
        BranchId root = _book.Type(null, "Once upon a time");
        _texts = _book.Grow(root, " there was a king", " there was a fox", " nothing was");
        _book.Do(new AddCell(_cell, CellKind.Rate, _book.Cell) { By = _book.Me });
    }

    private RateCell Cell => (RateCell)_book.Session.State.Cells[_cell];

    private Judgement Newest => _book.Session.State.Judgements.Values.OrderBy(judgement => judgement.Id.Value).Last();

    [Fact]
    public void FreshCell_ShowsTwoTextsAfterTheirPrompt_AndNamesNobody()
    {
        IRenderedComponent<RateCellView> view = RenderView();

        Assert.Equal("Once upon a time", view.Find("[data-testid=rating-prompt]").TextContent);
        Assert.Equal(2, view.FindAll("[data-testid=rating-text]").Count);
        Assert.Empty(view.FindAll("[data-testid=rating-source]"));
        Assert.Equal("0 of 3", view.Find("[data-testid=rate-progress]").TextContent);
        Assert.Equal(["←", "=", "→", "s", "c", "z"], view.FindAll("[data-testid=rating-stage] kbd").Select(key => key.TextContent));
    }

    [Fact]
    public void SeeingCell_SaysWhoWroteAText()
    {
        Set(Cell.Settings with { Blind = false });

        Assert.Equal(["tiny · T 0.9", "tiny · T 0.9"], RenderView().FindAll("[data-testid=rating-source]").Select(source => source.TextContent));
    }

    [Fact]
    public void Answer_KeepsTheSidesAsTheyWereShown_AndBringsTheNextPair()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        string[] shown = Shown(view);

        view.Find("[data-testid=rate-right]").Click();

        Assert.Equal(shown, Newest.Shown.Select(branch => _book[branch].Text.Trim()));
        Assert.Equal<int>([2, 1], Newest.Values);
        Assert.Equal((true, _cell, Cell.Settings.SeedFor(_cell)), (Newest.Blind, Newest.Asked, Newest.Seed));
        Assert.NotEqual(shown, Shown(view));
        Assert.Equal("1 of 3", view.Find("[data-testid=rate-progress]").TextContent);
    }

    [Fact]
    public void Undo_BringsThePairBack()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        string[] shown = Shown(view);
        view.Find("[data-testid=rate-left]").Click();

        view.Find("[data-testid=rate-undo]").Click();

        Assert.Equal(shown, Shown(view));
        Assert.Equal("0 of 3", view.Find("[data-testid=rate-progress]").TextContent);
    }

    [Fact]
    public void Pair_BeforeAPerson_StaysThere_WhateverOthersJudge()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        string[] shown = Shown(view);
        foreach (BranchId[] pair in new[] { _texts[..2], _texts[1..], [_texts[0], _texts[2]] })
        {
            _book.Do(new GiveJudgement(JudgementId.New(), _book.Cell, JudgementProtocol.Pair, pair, [1, 2], true, 1, _cell, null) { By = _book.Other });
            view.Render();
        }

        Assert.Equal(shown, Shown(view));
    }

    [Fact]
    public void Comment_GoesWithTheAnswer_AlsoWhenPassingOver()
    {
        IRenderedComponent<RateCellView> view = RenderView();

        view.Find("[data-testid=rate-why]").Click();
        view.Find("[data-testid=rate-comment]").Input("neither begins well");
        view.Find("[data-testid=rate-skip]").Click();

        Assert.Equal((true, "neither begins well"), (Newest.IsSkipped, Newest.Comment));
        Assert.Empty(view.FindAll("[data-testid=rate-comment]"));
    }

    [Fact]
    public async Task Ranking_ByKeys_PlacesTheTextsAndTheLastByItself()
    {
        Set(Cell.Settings with { Protocol = JudgementProtocol.Ranking });
        IRenderedComponent<RateCellView> view = RenderView();
        IRenderedComponent<RatingStage> stage = view.FindComponent<RatingStage>();
        foreach (string key in new[] { "3", "1", "back", "2", "done" })
        {
            await view.InvokeAsync(() => stage.Instance.DoAsync(key));
        }

        // 3 first; 1 second, which placed 2 last; taken out; then 2 second and 1 last.
        Assert.Equal<int>([3, 2, 1], Newest.Values);
    }

    [Fact]
    public async Task Ranking_Dropped_TakesItsPlace()
    {
        Set(Cell.Settings with { Protocol = JudgementProtocol.Ranking });
        IRenderedComponent<RateCellView> view = RenderView();
        IRenderedComponent<RatingStage> stage = view.FindComponent<RatingStage>();
        string[] before = Shown(view);

        await view.InvokeAsync(() => stage.Instance.MoveAsync(2, 0));

        Assert.Equal([before[2], before[0], before[1]], Shown(view));
        Assert.Single(view.FindAll("[data-testid=rank-item].placed"));
        Assert.True(view.Find("[data-testid=rate-done]").HasAttribute("disabled"));
    }

    [Fact]
    public void Results_ThinkAgainAndTakeBack()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        view.Find("[data-testid=rate-left]").Click();
        view.Find("[data-testid=rate-results]").Click();

        view.Find("[data-testid=rating-revise]").Click();
        view.Find("[data-testid=rate-equal]").Click();
        int[] revised = [.. Newest.Values];
        view.Render();
        view.Find("[data-testid=rating-retract]").Click();
        view.Render();

        Assert.Equal([1, 1], revised);
        Assert.True(Newest.Retracted);
        Assert.Empty(view.FindAll("[data-testid=rating-own]"));
        Assert.Equal("0 of 3", view.Find("[data-testid=rate-progress]").TextContent);
    }

    [Fact]
    public void Past_ShowsWhatWasAsked_AndTakesNoAnswer()
    {
        NotebookState before = _book.Session.State;
        _book.Do(new GiveJudgement(JudgementId.New(), _book.Cell, JudgementProtocol.Pair, _texts[..2], [1, 2], true, 1, _cell, null) { By = _book.Me });
        _book.Session.Show(new PastMoment(4, before));

        IRenderedComponent<RateCellView> view = RenderView();

        Assert.Equal("0 of 3", view.Find("[data-testid=rate-progress]").TextContent);
        Assert.All(view.FindAll("[data-testid=rating-stage] button"), button => Assert.True(button.HasAttribute("disabled")));
    }

    [Fact]
    public void Settings_AreStoredAtOnce()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        view.Find("[data-testid=rate-settings]").Click();

        view.Find("[data-testid=rate-by-Score]").Click();
        view.Find("[data-testid=rate-ask]").Change("How quiet is it?");
        view.Find("[data-testid=rate-source]").Change($"{RateSourceKind.Cell}:{_book.Cell.Value}");

        Assert.Equal(
            RateSettings.Default with { Protocol = JudgementProtocol.Score, Question = "How quiet is it?", Source = RateSourceKind.Cell, SourceCell = _book.Cell },
            Cell.Settings);
    }

    [Fact]
    public void Everything_ThatCanBePressed_HasAName()
    {
        IRenderedComponent<RateCellView> view = RenderView();
        view.Find("[data-testid=rate-left]").Click();
        view.Find("[data-testid=rate-results]").Click();
        view.Find("[data-testid=rate-settings]").Click();

        Assert.All(
            view.FindAll("button, a, input, select, [role=progressbar], [role=group]"),
            element => Assert.True(
                element.TextContent.Trim().Length > 0 || element.HasAttribute("aria-label") || element.Closest("label") is not null,
                element.OuterHtml));
    }

    private void Set(RateSettings settings) => _book.Do(new ConfigureCell(_cell, settings) { By = _book.Me });

    private static string[] Shown(IRenderedComponent<RateCellView> view) => [.. view.FindAll("[data-testid=rating-words]").Select(text => text.TextContent)];

    private IRenderedComponent<RateCellView> RenderView() => Render<RateCellView>(parameters => parameters
        .Add(view => view.Session, _book.Session)
        .Add(view => view.Cell, Cell));
}
