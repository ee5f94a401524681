using Bunit;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Evaluating;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class EvaluateCellViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly CellId _cell = CellId.New();
    private readonly BranchId[] _grown;

    public EvaluateCellViewTests()
    {
        BranchId root = _book.Type(null, "Once");
        _grown = _book.Grow(root, " a", " b", " c");
        _book.Do(new AddCell(_cell, CellKind.Evaluate, _book.Cell) { By = _book.Me });
    }

    private EvaluateCell Cell => (EvaluateCell)_book.Session.State.Cells[_cell];

    private CellEvaluation Evaluation => _book.Session.State.Evaluations[Cell.Evaluations[^1]];

    [Fact]
    public void FreshCell_OffersToScoreTheContinuations()
    {
        IRenderedComponent<EvaluateCellView> view = RenderView();
        string offered = view.Find("[data-testid=evaluate-start]").TextContent;

        view.Find("[data-testid=evaluate-start]").Click();

        Assert.Equal("Score 3", offered);
        Assert.Equal(_grown, Evaluation.Texts.Select(text => text.Branch));
    }

    [Fact]
    public void Target_Chosen_IsStored()
    {
        RenderView().Find("[data-testid=evaluate-target]").Change("Bookmarks");

        Assert.Equal(EvaluationTarget.Bookmarks, Cell.Settings.Target);
    }

    [Fact]
    public void NothingToScore_SaysWhatToDo()
    {
        _book.Do(new ConfigureCell(_cell, Cell.Settings with { Target = EvaluationTarget.Bookmarks }) { By = _book.Me });

        IRenderedComponent<EvaluateCellView> view = RenderView();

        Assert.Equal("Nothing is bookmarked there yet.", view.Find("[data-testid=evaluate-empty]").TextContent);
        Assert.True(view.Find("[data-testid=evaluate-start]").HasAttribute("disabled"));
    }

    [Fact]
    public void Table_BestFirst_ReadsTheBranchThatIsClicked()
    {
        Score([0.1, 2, -1]);
        IRenderedComponent<EvaluateCellView> view = RenderView();
        string[] labels = Labels(view);

        view.FindAll("[data-testid=score-row]")[0].Click();

        Assert.Equal(["88 %, the best: b", "52 %: a", "27 %: c"], labels);
        Assert.Equal(_grown[1], _book.Tree.FocusOf(_book.Me)?.Id);
        Assert.Single(view.FindAll("[data-testid=score-detail]"));
    }

    [Fact]
    public void Table_SortedByText_IsInTheOrderOfTheTexts_ThenTheOtherWayRound()
    {
        Score([0.1, 2, -1]);
        IRenderedComponent<EvaluateCellView> view = RenderView();

        view.Find("[data-testid=sort-place]").Click();
        string[] down = Labels(view);
        view.Find("[data-testid=sort-place]").Click();

        Assert.Equal(["52 %: a", "88 %, the best: b", "27 %: c"], down);
        Assert.Equal(["27 %: c", "88 %, the best: b", "52 %: a"], Labels(view));
    }

    [Fact]
    public void Text_ThatCouldNotBeJudged_SaysWhy()
    {
        Score([0.1, null, -1]);

        Assert.Equal("It answers neither.: b", Labels(RenderView())[^1]);
        Assert.Equal("3 texts · 1 could not be judged", RenderView().Find("[data-testid=evaluate-facts]").TextContent);
    }

    [Fact]
    public void Evaluator_ThatJudgesNothing_IsToldOnce()
    {
        Score([null, null, null]);

        Assert.Equal("It answers neither.", RenderView().Find("[data-testid=evaluate-problem]").TextContent);
    }

    [Fact]
    public void RunningEvaluation_ShowsHowFarItIs_AndStops()
    {
        _book.Do(new StartEvaluation(EvaluationId.New(), _cell) { By = _book.Me });
        Happen(0, 1);
        IRenderedComponent<EvaluateCellView> view = RenderView();
        string? done = view.Find("[role=progressbar]").GetAttribute("aria-valuenow");

        view.Find("[data-testid=evaluate-stop]").Click();

        Assert.Equal("1", done);
        Assert.Equal(EvaluationStatus.Stopped, Evaluation.Status);
    }

    [Fact]
    public void Branch_Scored_ShowsItInTheTree()
    {
        Score([0.1, 2, -1]);

        Assert.Equal("88 %", _book.Session.Scores.Find(_grown[1])?.Percent);
        Assert.Null(_book.Session.Scores.Find(_book.Tree.Roots[0]));
    }

    private static string[] Labels(IRenderedComponent<EvaluateCellView> view) =>
        [.. view.FindAll("[data-testid=score-row]").Select(row => row.GetAttribute("aria-label")!)];

    private void Score(double?[] scores)
    {
        _book.Do(new StartEvaluation(EvaluationId.New(), _cell) { By = _book.Me });
        for (int at = 0; at < scores.Length; at++)
        {
            Happen(at, scores[at]);
        }
    }

    private void Happen(int text, double? score)
    {
        IReadOnlyList<PrincipleScore> principles = score is { } logit ? [new PrincipleScore("question", logit)] : [];
        string? failure = score is null ? "It answers neither." : null;
        _book.Apply(new TextEvaluated(_cell, Evaluation.Id, text, score, principles, failure) { By = PersonId.Workspace });
    }

    private IRenderedComponent<EvaluateCellView> RenderView() => Render<EvaluateCellView>(parameters => parameters
        .Add(view => view.Session, _book.Session)
        .Add(view => view.Cell, Cell));
}
