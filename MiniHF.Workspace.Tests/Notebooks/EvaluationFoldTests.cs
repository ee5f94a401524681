using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class EvaluationFoldTests
{
    private readonly NotebookScript _script = new();
    private readonly BranchId _root;
    private readonly BranchId[] _grown;
    private readonly CellId _cell;

    public EvaluationFoldTests()
    {
        _root = _script.Write(NotebookScript.Ada, null, "Once");
        (GrowthId growth, _grown) = _script.Grow(NotebookScript.Ada, _root, 3);
        foreach (BranchId branch in _grown)
        {
            _script.Progress(growth, branch, $" {branch.Value:N}", MiniHF.Engine.Generation.FinishReason.Length);
        }

        _cell = new CellId(_script.Next());
        _script.Do(new AddCell(_cell, CellKind.Evaluate, NotebookScript.WriteCellId) { By = NotebookScript.Ada });
    }

    private EvaluateCell Cell => (EvaluateCell)_script.State.Cells[_cell];

    [Fact]
    public void Settings_ChangedAndUndone_AreAsBefore()
    {
        _script.Do(new ConfigureCell(_cell, EvaluationSettings.Default with { Target = EvaluationTarget.Ends }) { By = NotebookScript.Ada });
        EvaluationTarget changed = Cell.Settings.Target;
        _script.Do(new UndoChange { By = NotebookScript.Ada });

        Assert.Equal((EvaluationTarget.Ends, EvaluationTarget.Continuations), (changed, Cell.Settings.Target));
    }

    [Fact]
    public void Settings_OfAnotherKindOfCell_AreRefused() =>
        Assert.Throws<UserFacingException>(() => _script.Do(new ConfigureCell(NotebookScript.WriteCellId, EvaluationSettings.Default) { By = NotebookScript.Ada }));

    [Fact]
    public void Settings_SaidAgain_ChangeNothing() => Assert.Empty(
        _script.Do(new ConfigureCell(_cell, EvaluationSettings.Default with { Branches = [] }) { By = NotebookScript.Ada }));

    [Theory]
    [InlineData(EvaluationTarget.Continuations, 3)]
    [InlineData(EvaluationTarget.Ends, 3)]
    [InlineData(EvaluationTarget.Path, 1)]
    [InlineData(EvaluationTarget.Bookmarks, 1)]
    [InlineData(EvaluationTarget.Chosen, 2)]
    public void Targets_AreTheBranchesTheyName(EvaluationTarget target, int count)
    {
        _script.Do(new BookmarkBranch(NotebookScript.WriteCellId, _grown[1], true) { By = NotebookScript.Ada });
        _script.Do(new ConfigureCell(_cell, EvaluationSettings.Default with { Target = target, Branches = [_root, _grown[0]] }) { By = NotebookScript.Ada });

        Assert.Equal(count, EvaluationRules.BranchesOf(_script.State, Cell, NotebookScript.Ada).Count);
    }

    [Fact]
    public void Continuations_OfSomebodyWhoWentOnToOne_AreItAndThoseBesideIt()
    {
        _script.Do(new FocusBranch(NotebookScript.WriteCellId, _grown[2]) { By = NotebookScript.Ada });

        Assert.Equal(_grown, EvaluationRules.BranchesOf(_script.State, Cell, NotebookScript.Ada).Select(branch => branch.Id));
    }

    [Fact]
    public void Text_OfABranch_IsPromptOfPeopleAndResponseOfTheModel()
    {
        BranchId typed = _script.Write(NotebookScript.Ada, _grown[0], " and on");
        Branch branch = _script.Tree.Branches[typed];

        EvaluationCase whole = EvaluationRules.CaseOf(_script.Tree, branch, alone: false);
        EvaluationCase alone = EvaluationRules.CaseOf(_script.Tree, branch, alone: true);

        Assert.Equal(new EvaluationCase("Once", $" {_grown[0].Value:N} and on"), whole);
        Assert.Equal(new EvaluationCase($"Once {_grown[0].Value:N}", " and on"), alone);
    }

    [Fact]
    public void Scores_OfAllTexts_FinishTheEvaluation_AndAreFoundByBranch()
    {
        CellEvaluation evaluation = Start();
        Score(evaluation, 0, 1.5);
        Score(evaluation, 0, 9);
        EvaluationStatus during = _script.State.Evaluations[evaluation.Id].Status;
        Score(evaluation, 1, -1);
        Score(evaluation, 2, null);

        CellEvaluation after = _script.State.Evaluations[evaluation.Id];
        Assert.Equal((EvaluationStatus.Running, EvaluationStatus.Finished), (during, after.Status));
        Assert.Equal([1.5, -1, null], after.Scores.Values.Select(score => score.Score));
        Assert.Equal(1.5, Assert.Single(EvaluationRules.ScoresOf(_script.State, _grown[0])).Score.Score);
    }

    [Fact]
    public void Start_OfWhatWasAskedBefore_AsksOnlyAboutTheRest()
    {
        CellEvaluation first = Start();
        Score(first, 0, 1.5);
        Score(first, 1, null);
        _script.Do(new StopEvaluation(first.Id) { By = NotebookScript.Ada });

        CellEvaluation second = Start();

        Assert.Equal([(0, 1.5)], second.Scores.Select(score => (score.Key, score.Value.Score!.Value)));
    }

    [Fact]
    public void Start_ByOtherCriteria_AsksAboutAll()
    {
        CellEvaluation first = Start();
        Score(first, 0, 1.5);
        _script.Do(new StopEvaluation(first.Id) { By = NotebookScript.Ada });
        _script.Do(new ConfigureCell(_cell, Cell.Settings with { Criteria = JudgingCriteria.Default with { Question = "rhyme?" } }) { By = NotebookScript.Ada });

        Assert.Empty(Start().Scores);
    }

    [Fact]
    public void StopAndResume_GoOnInAnotherAttempt()
    {
        CellEvaluation evaluation = Start();
        Score(evaluation, 0, 1);
        _script.Do(new StopEvaluation(evaluation.Id) { By = NotebookScript.Ben });
        EvaluationStatus stopped = _script.State.Evaluations[evaluation.Id].Status;

        _script.Do(new ResumeEvaluation(evaluation.Id) { By = NotebookScript.Ada });

        CellEvaluation after = _script.State.Evaluations[evaluation.Id];
        Assert.Equal((EvaluationStatus.Stopped, EvaluationStatus.Running, 2, 1), (stopped, after.Status, after.Attempt, after.Scores.Count));
    }

    [Fact]
    public void Start_Undone_StopsIt_AndHidesItsScores_UntilDoneAgain()
    {
        CellEvaluation evaluation = Start();
        Score(evaluation, 0, 1);

        _script.Do(new UndoChange { By = NotebookScript.Ada });
        (EvaluationStatus, int) undone = (_script.State.Evaluations[evaluation.Id].Status, EvaluationRules.ScoresOf(_script.State, _grown[0]).Count());
        _script.Do(new RedoChange { By = NotebookScript.Ada });

        Assert.Equal((EvaluationStatus.Stopped, 0), undone);
        Assert.Single(EvaluationRules.ScoresOf(_script.State, _grown[0]));
    }

    [Fact]
    public void Cell_Removed_StopsItsEvaluation()
    {
        CellEvaluation evaluation = Start();

        _script.Do(new RemoveCell(_cell) { By = NotebookScript.Ben });

        Assert.Equal(EvaluationStatus.Stopped, _script.State.Evaluations[evaluation.Id].Status);
    }

    [Fact]
    public void Start_WithABadHeader_NamesItsLine()
    {
        JudgingCriteria broken = JudgingCriteria.Default with { UsesConstitution = true, Constitution = "==[Principle: One]==\nAsk?\n==[Principle: Two" };
        _script.Do(new ConfigureCell(_cell, Cell.Settings with { Criteria = broken }) { By = NotebookScript.Ada });

        Assert.StartsWith("Constitution, line 3:", Assert.ThrowsAny<UserFacingException>(() => Start()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OfNothing_SaysWhatToDo()
    {
        _script.Do(new ConfigureCell(_cell, Cell.Settings with { Target = EvaluationTarget.Bookmarks }) { By = NotebookScript.Ada });

        Assert.Equal("There is nothing to score there yet: grow some continuations, or choose other texts.", Assert.Throws<UserFacingException>(() => Start()).Message);
    }

    [Fact]
    public void Snapshot_WithEvaluations_IsTheStateToTheByte()
    {
        CellEvaluation evaluation = Start();
        Score(evaluation, 0, 1.25);
        Score(evaluation, 2, null);

        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(_script.State));

        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(read));
        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(NotebookJson.Refold(_script.History)));
    }

    private CellEvaluation Start()
    {
        EvaluationId id = new(_script.Next());
        _script.Do(new StartEvaluation(id, _cell) { By = NotebookScript.Ada });
        return _script.State.Evaluations[id];
    }

    private void Score(CellEvaluation evaluation, int text, double? score)
    {
        IReadOnlyList<PrincipleScore> principles = score is { } logit ? [new PrincipleScore("question", logit) { Yes = 0.6, No = 0.3 }] : [];
        string? failure = score is null ? "It answers neither." : null;
        _script.Happen(new TextEvaluated(_cell, evaluation.Id, text, score, principles, failure) { By = PersonId.Workspace });
    }
}
