using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Growths that begin at a word of another branch, and those that write a passage anew.</summary>
public sealed class RewriteAndTokenGrowthTests
{
    private readonly NotebookScript _script = new();
    private readonly BranchId _root;
    private readonly BranchId _grown;
    private readonly BranchId _fresh;

    public RewriteAndTokenGrowthTests()
    {
        _root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, _root, 1);
        _grown = branches[0];
        _script.Progress(growth, _grown, " upon");
        _script.Progress(growth, _grown, " a");
        _script.Progress(growth, _grown, " time", FinishReason.Length);
        _fresh = new BranchId(_script.Next());
    }

    [Fact]
    public void GrowFromToken_BeginsBesideTheBranchWithItsTokensAndTheOther()
    {
        GrowFromToken(token: 1, text: " upon that");

        Branch branch = _script.Tree.Branches[_fresh];
        Assert.Equal((_root, " upon that", BranchStatus.Growing), (branch.Parent, branch.Text, branch.Status));
        Assert.Equal([5, 77], branch.TokenIds.ToArray());
        Assert.Equal([-1f, -2.5f], branch.LogProbabilities.ToArray());
        Assert.Equal([new TokenRun(_grown, 0, 2)], ShapingRules.RunsOf(branch).ToArray());
        Assert.Equal(_fresh, _script.Tree.FocusOf(Ada)?.Id);
    }

    [Fact]
    public void GrowFromToken_GrowsAsLongFromThereAsTheCellGrows()
    {
        GrowFromToken(token: 1, text: " upon that");

        Growth growth = _script.State.Growths[_script.Tree.Branches[_fresh].Growth ?? default];
        Assert.Equal((2 + GenerationSettings.Default.MaxTokens, _grown, 1), (growth.Settings.MaxTokens, growth.BegunOf, growth.BegunAt));
    }

    [Fact]
    public void GrowFromToken_WhatFollows_IsAppended_AndUndoPutsItAside()
    {
        GrowFromToken(token: 1, text: " upon that");
        _script.Progress(_script.Tree.Branches[_fresh].Growth ?? default, _fresh, " night", FinishReason.Length);
        string text = _script.Tree.TextOf(_fresh);

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("Once upon that night", text);
        Assert.True(_script.Tree.Branches[_fresh].Pruned);
        Assert.Equal(_root, _script.Tree.FocusOf(Ada)?.Id);
    }

    [Fact]
    public void GrowFromToken_OfAnotherModel_IsRefused() => Assert.Throws<UserFacingException>(() => NotebookDecider.Decide(
        new GrowFromToken(new GrowthId(_script.Next()), WriteCellId, _grown, 1, 77, -2.5f, _fresh) { By = Ada },
        _script.State,
        new GrowthFacts(7, "tiny", "another hash", Server) { Prefix = " upon that" }));

    [Fact]
    public void GrowFromToken_OfAPersonsWords_IsRefused() => Assert.Throws<UserFacingException>(() => NotebookDecider.Decide(
        new GrowFromToken(new GrowthId(_script.Next()), WriteCellId, _root, 0, 77, -2.5f, _fresh) { By = Ada },
        _script.State,
        new GrowthFacts(7, "tiny", "hash", Server) { Prefix = " upon that" }));

    [Fact]
    public void Rewrite_StandsBesideThePassage_AndRecordsWhatWasAsked()
    {
        NotebookEvent happened = Assert.Single(_script.Do(Rewriting(_grown, "shorter\n* \n• no clock")));

        Branch branch = _script.Tree.Branches[_fresh];
        Assert.Equal((_root, BranchKind.Rewrite, _grown), (branch.Parent, branch.Kind, branch.Replaces));
        RewriteRequest? asked = ((GrowthStarted)happened).Rewrite;
        Assert.Equal((_grown, "- shorter\n- no clock", "=== End"), (asked?.Of, asked?.Feedback, asked?.Stop));
        Assert.EndsWith("=== What comes before\nOnce\n\n=== Passage\nupon a time\n\n=== Wanted\n- shorter\n- no clock\n\n=== Written anew\n", asked?.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_OfTheBeginning_IsAnotherBeginning()
    {
        _script.Do(Rewriting(_root, "shorter"));

        Assert.Null(_script.Tree.Branches[_fresh].Parent);
        Assert.Equal([_root, _fresh], _script.Tree.Roots);
    }

    [Fact]
    public void Rewrite_WithoutAWord_IsRefused() => Assert.Equal(
        "Say what you want otherwise: a few points, one on each line.",
        Assert.Throws<UserFacingException>(() => _script.Do(Rewriting(_grown, " \n - "))).Message);

    private RewriteBranch Rewriting(BranchId of, string feedback) => new(new GrowthId(_script.Next()), WriteCellId, of, feedback, [_fresh]) { By = Ada };

    private void GrowFromToken(int token, string text)
    {
        GrowFromToken grow = new(new GrowthId(_script.Next()), WriteCellId, _grown, token, 77, -2.5f, _fresh) { By = Ada };
        foreach (NotebookEvent happened in NotebookDecider.Decide(grow, _script.State, new GrowthFacts(7, "tiny", "hash", Server) { Prefix = text }))
        {
            _script.Happen(happened);
        }
    }
}
