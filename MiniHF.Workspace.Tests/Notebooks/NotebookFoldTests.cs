using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class NotebookFoldTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void GrowthProgressed_InPieces_AppendsTextTokensAndProbabilities()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 2);

        _script.Progress(growth, branches[0], " upon");
        _script.Progress(growth, branches[0], " a time", FinishReason.Length);

        Branch branch = _script.Tree.Branches[branches[0]];
        Assert.Equal(" upon a time", branch.Text);
        Assert.Equal<int>([5, 7], branch.TokenIds);
        Assert.Equal<float>([-1f, -1f], branch.LogProbabilities);
        Assert.Equal((BranchStatus.Done, FinishReason.Length), (branch.Status, branch.Finish));
        Assert.Equal(BranchStatus.Growing, _script.State.Growths[growth].Status);
    }

    [Fact]
    public void GrowthProgressed_PieceThatDoesNotFitOn_IsNotAppended()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 1);
        _script.Progress(growth, branches[0], " upon");

        _script.Happen(new GrowthProgressed(WriteCellId, growth, [new BranchProgress(branches[0], 0, " upon", [5], [-1f], null)]) { By = Ada });

        Assert.Equal(" upon", _script.Tree.Branches[branches[0]].Text);
    }

    [Fact]
    public void GrowthInterrupted_ThenResumed_GrowsOnlyWhatNobodyTouched()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 4);
        _script.Progress(growth, branches[0], " upon", FinishReason.EndOfText);
        _script.Happen(new GrowthInterrupted(WriteCellId, growth) { By = Ada });
        _script.Do(new EditBranch(WriteCellId, branches[1], " there was", new BranchId(_script.Next())) { By = Ben });
        _script.Do(new PruneBranch(WriteCellId, branches[2]) { By = Ben });

        _script.Do(new ResumeGrowth(growth) { By = Ada });

        Assert.Equal(
            [BranchStatus.Done, BranchStatus.Interrupted, BranchStatus.Interrupted, BranchStatus.Growing],
            branches.Select(branch => _script.Tree.Branches[branch].Status));
        Assert.Equal(BranchStatus.Growing, _script.State.Growths[growth].Status);
    }

    [Fact]
    public void GrowthFailed_WhileGrowing_KeepsTheReason()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 1);

        _script.Happen(new GrowthFailed(WriteCellId, growth, "The prompt is longer than the context.") { By = Ada });

        Assert.Equal((BranchStatus.Failed, "The prompt is longer than the context."), (_script.State.Growths[growth].Status, _script.State.Growths[growth].Failure));
        Assert.Equal(BranchStatus.Failed, _script.Tree.Branches[branches[0]].Status);
    }

    [Fact]
    public void BranchEdited_TextOfTheModel_KeepsWhatTheModelWrote()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 1);
        _script.Progress(growth, branches[0], " upon", FinishReason.Length);

        _script.Do(new EditBranch(WriteCellId, branches[0], " more", new BranchId(_script.Next())) { By = Ben });
        (string, string?) edited = (_script.Tree.Branches[branches[0]].Text, _script.Tree.Branches[branches[0]].OriginalText);
        _script.Do(new EditBranch(WriteCellId, branches[0], " upon", new BranchId(_script.Next())) { By = Ben });

        Assert.Equal((" more", " upon"), edited);
        Assert.Null(_script.Tree.Branches[branches[0]].OriginalText);
    }

    [Fact]
    public void BranchPruned_WithTheFocusBelow_MovesThatPersonsFocusToTheParent()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId middle = _script.Write(Ada, root, " upon");
        BranchId leaf = _script.Write(Ada, middle, " a time");
        _script.Do(new FocusBranch(WriteCellId, leaf) { By = Ben });

        _script.Do(new PruneBranch(WriteCellId, middle) { By = Ada });

        Assert.Equal(root, _script.Tree.Focus[Ada]);
        Assert.Equal(leaf, _script.Tree.Focus[Ben]);
    }

    [Fact]
    public void Fold_TenThousandEvents_EqualsItselfAndItsJson()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId at = root;
        for (int i = 0; i < 2_500; i++)
        {
            at = _script.Write(i % 2 == 0 ? Ada : Ben, i % 50 == 0 ? root : at, " word");
            _script.Do(new RateBranch(WriteCellId, at, Thumb.Up) { By = Ben });
        }

        byte[] json = NotebookJson.Write(_script.State);

        Assert.Equal(json, NotebookJson.Write(NotebookJson.Refold(_script.History)));
        Assert.Equal(json, NotebookJson.Write(NotebookJson.Read(json)));
    }
}
