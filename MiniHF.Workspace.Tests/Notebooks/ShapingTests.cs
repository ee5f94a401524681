using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Splitting and merging branches.</summary>
public sealed class ShapingTests
{
    private readonly NotebookScript _script = new();
    private readonly BranchId _root;
    private readonly BranchId _grown;
    private readonly BranchId _end;
    private readonly BranchId _head;
    private readonly BranchId _tail;

    public ShapingTests()
    {
        _root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, _root, 2);
        _grown = branches[0];
        _script.Progress(growth, _grown, " upon");
        _script.Progress(growth, _grown, " a");
        _script.Progress(growth, _grown, " time", FinishReason.Length);
        _script.Progress(growth, branches[1], " more", FinishReason.Length);
        _end = _script.Write(Ben, _grown, " there was");
        _script.Do(new RateBranch(WriteCellId, _grown, Thumb.Up) { By = Ada });
        _head = new BranchId(_script.Next());
        _tail = new BranchId(_script.Next());
    }

    [Fact]
    public void Split_InTheMiddle_IsTwoBranchesOneAfterTheOther()
    {
        Split(7, 1, 1);

        Assert.Equal(
            [("Once", 0), (" upon a", 1), (" time", 2), (" there was", 3)],
            _script.Tree.PathTo(_end).Select(branch => (branch.Text, branch.Depth)));
        Assert.Equal("Once upon a time there was", _script.Tree.TextOf(_end));
    }

    [Fact]
    public void Split_KeepsTheBranchWithAllThatWasSaidOfIt()
    {
        Branch before = Of(_grown);

        Split(7, 2, 1);

        Assert.Equal(before with { Children = [], Pruned = true, Became = _tail }, Of(_grown) with { Children = [] });
        Assert.Equal(Thumb.Up, Of(_tail).Thumbs[Ada]);
        Assert.Empty(Of(_head).Thumbs);
    }

    [Fact]
    public void Split_GivesEachPieceItsTokens_AndATokenCutThroughToNeither()
    {
        Split(6, 1, 1);

        Assert.Equal([5], Of(_head).TokenIds.ToArray());
        Assert.Equal([5], Of(_tail).TokenIds.ToArray());
        Assert.Equal([new TokenRun(_grown, 0, 1)], ShapingRules.RunsOf(Of(_head)));
        Assert.Equal([new TokenRun(_grown, 2, 1)], ShapingRules.RunsOf(Of(_tail)));
    }

    [Fact]
    public void Split_WhoeverReadTheBranch_ReadsToItsEnd()
    {
        _script.Do(new FocusBranch(WriteCellId, _grown) { By = Ada });

        Split(7, 0, 0);

        Assert.Equal((_tail, _end), (_script.Tree.FocusOf(Ada)?.Id, _script.Tree.FocusOf(Ben)?.Id));
    }

    [Fact]
    public void Split_UndoneAndDoneAgain_IsAsItWas()
    {
        byte[] before = NotebookJson.Write(_script.State with { Undo = UndoHistory.Empty });
        Split(7, 2, 1);
        byte[] split = NotebookJson.Write(_script.State with { Undo = UndoHistory.Empty });

        _script.Do(new UndoChange { By = Ada });
        string content = NotebookContent.Of(_script.State);
        _script.Do(new RedoChange { By = Ada });

        Assert.Equal(NotebookContent.Of(NotebookJson.Read(before)), content);
        Assert.Equal(NotebookContent.Of(NotebookJson.Read(split)), NotebookContent.Of(_script.State));
    }

    [Fact]
    public void Split_UndoneAfterSomethingGrewBetween_KeepsThat()
    {
        Split(7, 2, 1);
        BranchId between = _script.Write(Ben, _head, " winter");

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("Once upon a time there was", _script.Tree.TextOf(_end));
        Assert.Equal("Once upon a winter", _script.Tree.TextOf(between));
        Assert.All(_script.Tree.PathTo(between), branch => Assert.False(branch.Pruned));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(-1)]
    public void Split_NotInside_IsRefused(int at) =>
        Assert.Equal("There is nothing to split there: choose a place inside the passage.", Assert.Throws<UserFacingException>(() => Split(at, 0, 0)).Message);

    [Fact]
    public void Split_WhileItGrows_IsRefused()
    {
        (_, BranchId[] branches) = _script.Grow(Ada, _root, 1);

        Assert.Throws<UserFacingException>(() => _script.Do(new SplitBranch(WriteCellId, branches[0], 1, 0, 0, _head, _tail) { By = Ada }));
    }

    [Fact]
    public void Split_WhileWhatFollowsGrows_LetsItGrowOn()
    {
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ben, _grown, 1);
        Split(7, 2, 1);

        _script.Progress(growth, branches[0], " in spring", FinishReason.Length);

        Assert.Equal("Once upon a time in spring", _script.Tree.TextOf(branches[0]));
        Assert.Equal(BranchStatus.Done, _script.State.Growths[growth].Status);
    }

    [Fact]
    public void Join_WithTheOnlyOneAfter_IsOneBranch()
    {
        Join();

        Assert.Equal(["Once", " upon a time there was"], _script.Tree.PathTo(_head).Select(branch => branch.Text));
        Assert.Equal((BranchKind.Model, " upon a time", 3), (Of(_head).Kind, Of(_head).OriginalText, Of(_head).TokenIds.Length));
        Assert.Equal(_head, _script.Tree.FocusOf(Ben)?.Id);
    }

    [Fact]
    public void Join_OfTwoThatAModelWrote_HasTheTokensOfBoth()
    {
        Split(7, 2, 1);
        BranchId one = new(_script.Next());

        _script.Do(new JoinBranch(WriteCellId, _tail, one) { By = Ada });

        Assert.Equal((" upon a time", null), (Of(one).Text, Of(one).OriginalText));
        Assert.Equal(Of(_grown).TokenIds.ToArray(), Of(one).TokenIds.ToArray());
        Assert.Equal([new TokenRun(_grown, 0, 2), new TokenRun(_grown, 2, 1)], ShapingRules.RunsOf(Of(one)));
    }

    [Fact]
    public void Join_WhereAnotherGoesOnFromThereToo_IsRefused()
    {
        _script.Write(Ada, _grown, " other");

        Assert.Equal("Other branches go on from there too, so the two cannot become one. Prune the others first.", Assert.Throws<UserFacingException>(Join).Message);
    }

    [Fact]
    public void Join_WhereAPrunedOneGoesOnFromThere_KeepsItInReach()
    {
        BranchId other = _script.Write(Ada, _grown, " other");
        _script.Do(new PruneBranch(WriteCellId, other) { By = Ada });

        Join();

        Assert.Equal((true, null), (Of(_grown).Pruned, Of(_grown).Became));
        Assert.Contains(other, Of(_grown).Children);
    }

    [Fact]
    public void Join_UndoneAndDoneAgain_IsAsItWas()
    {
        string before = NotebookContent.Of(_script.State);
        Join();
        string joined = NotebookContent.Of(_script.State);

        _script.Do(new UndoChange { By = Ada });
        string undone = NotebookContent.Of(_script.State);
        _script.Do(new RedoChange { By = Ada });

        Assert.Equal((before, joined), (undone, NotebookContent.Of(_script.State)));
    }

    [Fact]
    public void Edit_OfABranchThatBecameAnother_IsWrittenWhereItCanBeSeen()
    {
        Split(7, 0, 0);
        BranchId rewrite = new(_script.Next());

        _script.Do(new EditBranch(WriteCellId, _grown, " late words", rewrite) { By = Ben });

        Assert.Equal("Once late words", _script.Tree.TextOf(rewrite));
    }

    [Fact]
    public void Snapshot_OfWhatWasSplitAndMerged_IsTheStateToTheByte()
    {
        Split(7, 2, 1);
        _script.Do(new NameBranch(WriteCellId, _tail, "The time") { By = Ada });
        _script.Do(new NoteBranch(WriteCellId, _tail, "Keep this.") { By = Ada });
        _script.Do(new TagBranch(WriteCellId, _tail, ["#Draft", "act 2"]) { By = Ada });

        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(_script.State));

        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(read));
        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(NotebookJson.Refold(_script.History)));
    }

    private Branch Of(BranchId branch) => _script.Tree.Branches[branch];

    private void Split(int at, int head, int tail) => _script.Do(new SplitBranch(WriteCellId, _grown, at, head, tail, _head, _tail) { By = Ada });

    private void Join() => _script.Do(new JoinBranch(WriteCellId, _end, _head) { By = Ada });
}
