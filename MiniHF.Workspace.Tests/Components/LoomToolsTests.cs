using Bunit;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Inspector;
using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>The write cell's tools, by what they store and show.</summary>
public sealed class LoomToolsTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly BranchId _root;
    private readonly BranchId[] _grown;

    public LoomToolsTests()
    {
        _root = _book.Type(null, "Once");
        _grown = _book.Grow(_root, " upon a time", " there was");
    }

    [Fact]
    public async Task Split_ShowsTheTwoPiecesAndNotWhatTheyCameFrom()
    {
        await _book.Actions.SplitAsync(_grown[0], 5);

        Assert.Equal(["Once", " upon", " a time", " there was"], Texts(TreeLayout.Of(_book.Tree)));
        Assert.Empty(_book.Actions.PrunedContinuations);
    }

    [Fact]
    public async Task Merge_OfABranchWithOneContinuation_MakesThemOne()
    {
        BranchId next = _book.Type(_grown[0], ", long ago");

        await _book.Actions.MergeAsync(_grown[0]);

        Assert.Equal(["Once", " upon a time, long ago", " there was"], Texts(TreeLayout.Of(_book.Tree)));
        Assert.NotNull(_book[next].Became);
    }

    [Fact]
    public async Task Merge_WhereSeveralGoOn_SaysSo()
    {
        await _book.Actions.MergeAsync(_root);

        Assert.Equal("Several branches go on from here, so it cannot be merged with one of them. Prune the others first.", Assert.Single(_book.Toasts.Current).Text);
    }

    [Fact]
    public async Task Hoisted_ShowsWhatGrowsFromThere_AndMovesOnlyThere()
    {
        BranchId next = _book.Type(_grown[0], ", long ago");
        _book.Actions.Hoisted = _grown[0];

        await _book.Actions.MoveAsync("parent");
        await _book.Actions.MoveAsync("parent");

        Assert.Equal([" upon a time", ", long ago"], Texts(TreeLayout.Of(_book.Actions.Shown)));
        Assert.Same(_book.Actions.Shown, _book.Actions.Shown);
        Assert.Equal(_grown[0], _book.Actions.Focus?.Id);
        Assert.NotEqual(next, _book.Actions.Focus?.Id);
    }

    [Fact]
    public async Task Bookmarks_AreGoneThroughRoundAndRound()
    {
        await _book.Actions.BookmarkAsync(_grown[0]);
        await _book.Actions.BookmarkAsync(_grown[1]);
        List<BranchId?> visited = [];
        foreach (int by in (int[])[1, 1, 1, -1])
        {
            await _book.Actions.StepBookmarkAsync(by);
            visited.Add(_book.Actions.Focus?.Id);
        }

        Assert.Equal([_grown[0], _grown[1], _grown[0], _grown[1]], visited);
    }

    [Fact]
    public void WhatOthersWroteSinceOneLeft_IsNewUntilItIsSeen()
    {
        _book.Session.Visit = Visit.From(new DateTimeOffset(2026, 11, 3, 20, 0, 0, TimeSpan.Zero));
        BranchId theirs = BranchId.New();
        _book.Do(new WriteBranch(_book.Cell, theirs, _root, " once more") { By = _book.Other });
        List<bool> isNew = [_book.Session.IsNew(_book[theirs]), _book.Session.IsNew(_book[_grown[0]])];

        _book.Session.See([_book[theirs]]);
        isNew.Add(_book.Session.IsNew(_book[theirs]));

        Assert.Equal([true, false, false], isNew);
    }

    [Fact]
    public async Task NewBranches_OneAfterAnother_ThenNone()
    {
        _book.Session.Visit = Visit.From(new DateTimeOffset(2026, 11, 3, 20, 0, 0, TimeSpan.Zero));
        BranchId first = BranchId.New();
        BranchId second = BranchId.New();
        _book.Do(new WriteBranch(_book.Cell, first, _grown[0], " once more") { By = _book.Other });
        _book.Do(new WriteBranch(_book.Cell, second, _grown[1], " and again") { By = _book.Other });
        List<BranchId?> visited = [];
        for (int i = 0; i < 3; i++)
        {
            await _book.Actions.GoToNewAsync();
            visited.Add(_book.Actions.Focus?.Id);
            _book.Session.See([_book.Actions.Focus!]); // there is one from the beginning
        }

        Assert.True(visited.Take(2).ToHashSet().SetEquals([first, second]));
        Assert.Equal(visited[1], visited[2]);
        Assert.Equal("Nothing is new here.", Assert.Single(_book.Session.Toasts.Current).Text);
    }

    [Fact]
    public void Tree_OfABranchWithNameNoteAndTags_SaysThem()
    {
        _book.Do(new NameBranch(_book.Cell, _root, "The start") { By = _book.Me });
        _book.Do(new NoteBranch(_book.Cell, _root, "Too short?") { By = _book.Me });
        _book.Do(new TagBranch(_book.Cell, _root, ["draft"]) { By = _book.Me });

        IRenderedComponent<TreeView> view = Render<TreeView>(parameters => parameters.Add(p => p.Actions, _book.Actions).Add(p => p.Tree, _book.Tree));

        AngleSharp.Dom.IElement node = view.Find($"[data-branch='{_root.Value}']");
        Assert.Equal("The start\nOnce\n#draft\nToo short?", node.GetAttribute("data-hint"));
        Assert.Equal("The start: Once — you, with a note, #draft", node.GetAttribute("aria-label"));
        Assert.Single(view.FindAll(".noted"));
    }

    [Fact]
    public void Heat_OfAToken_ShowsWhatMightHaveStoodThere_AndGrowsFromIt()
    {
        (int Token, TokenAlternative Instead)? chosen = null;
        IRenderedComponent<TokenHeat> heat = Render<TokenHeat>(parameters => parameters
            .Add(p => p.Texts, [" so", " quietly"])
            .Add(p => p.LogProbabilities, [-0.1f, -1f])
            .Add(p => p.TokenIds, [4, 5])
            .Add(p => p.Alternatives, [[], [new TokenAlternative(5, " quietly", -1f), new TokenAlternative(9, " loudly", -1.2f)]])
            .Add(p => p.OnChoose, ((int, TokenAlternative) choice) => chosen = choice));

        heat.Find("[data-testid=token]").Click();
        string hint = heat.Find("[data-testid=token]").GetAttribute("data-hint") ?? "";
        heat.Find("[data-testid=alternative]").Click();

        Assert.Equal("quietly  37 %\nloudly  30 %", hint);
        Assert.Equal((1, new TokenAlternative(9, " loudly", -1.2f)), chosen);
        Assert.Empty(heat.FindAll("[data-testid=alternatives]"));
    }

    [Fact]
    public void Rewrites_StandOnCardsBesideThePassage()
    {
        BranchId rewrite = BranchId.New();
        _book.Do(new RewriteBranch(GrowthId.New(), _book.Cell, _grown[0], "shorter", [rewrite]) { By = _book.Me });
        _book.Do(new FocusBranch(_book.Cell, _root) { By = _book.Me });

        Assert.Contains(_book.Actions.Continuations, branch => branch.Id == rewrite && branch.Kind == BranchKind.Rewrite);
    }

    private string[] Texts(TreeLayout layout) => [.. layout.Nodes.Select(node => _book[node.Id].Text)];
}
