using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class NotebookUndoTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void Undo_TwoPeopleInterleaved_TakesBackOnesOwn()
    {
        _script.Do(new RenameNotebook("By Ada") { By = Ada });
        BranchId root = _script.Write(Ben, null, "Once");
        _script.Do(new RateBranch(WriteCellId, root, Thumb.Up) { By = Ada });
        _script.Do(new BookmarkBranch(WriteCellId, root, true) { By = Ben });

        _script.Do(new UndoChange { By = Ada });
        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("# Tales\nwrite (4 × 64)\n- Person 'Once' *\n", NotebookContent.Of(_script.State));
        Assert.Null(_script.State.Undo.NextUndo(Ada));
        Assert.Equal(("Rename", "Bookmark"), (_script.State.Undo.NextRedo(Ada)?.Label, _script.State.Undo.NextUndo(Ben)?.Label));
    }

    [Fact]
    public void Undo_NamedChange_TakesBackThatOneAndOnlyOnce()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        _script.Do(new PruneBranch(WriteCellId, root) { By = Ada });
        Guid? prune = _script.State.Undo.NextUndo(Ada)?.Change;
        _script.Do(new RenameNotebook("Later") { By = Ada });

        _script.Do(new UndoChange(prune) { By = Ada });
        _script.Do(new UndoChange(prune) { By = Ada });

        Assert.Equal("# Later\nwrite (4 × 64)\n- Person 'Once' \n", NotebookContent.Of(_script.State));
        Assert.Equal(("Prune", "Rename"), (_script.State.Undo.NextRedo(Ada)?.Label, _script.State.Undo.NextUndo(Ada)?.Label));
    }

    [Fact]
    public void Redo_AfterUndo_DoesItAgain()
    {
        CellId note = new(_script.Next());
        _script.Do(new AddCell(note, CellKind.Note, null) { By = Ada });
        _script.Do(new WriteNote(note, "Plan") { By = Ada });
        _script.Do(new RemoveCell(note) { By = Ada });
        string before = NotebookContent.Of(_script.State);
        for (int i = 0; i < 3; i++)
        {
            _script.Do(new UndoChange { By = Ada });
        }

        _script.Do(new RedoChange { By = Ada });
        _script.Do(new RedoChange { By = Ada });
        string withNote = NotebookContent.Of(_script.State);
        _script.Do(new RedoChange { By = Ada });

        Assert.Equal("# Tales\nnote: Plan\nwrite (4 × 64)\n", withNote);
        Assert.Equal(before, NotebookContent.Of(_script.State));
    }

    [Fact]
    public void FreshChange_AfterUndo_EndsWhatCouldBeDoneAgain()
    {
        _script.Do(new RenameNotebook("One") { By = Ada });
        _script.Do(new UndoChange { By = Ada });

        _script.Do(new RenameNotebook("Two") { By = Ada });

        Assert.Empty(_script.Do(new RedoChange { By = Ada }));
    }

    [Fact]
    public void Undo_OfAnEditOthersGrewFrom_ChangesNoText()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        _script.Do(new EditBranch(WriteCellId, root, "Twice", new BranchId(_script.Next())) { By = Ada });
        _script.Write(Ben, root, " upon");

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("# Tales\nwrite (4 × 64)\n- Person 'Twice' \n  - Person ' upon' \n", NotebookContent.Of(_script.State));
    }

    [Fact]
    public void Undo_OfARunningGrowth_StopsItAndPutsItAside()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 2);

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal(BranchStatus.Stopped, _script.State.Growths[growth].Status);
        Assert.All(branches, branch => Assert.True(_script.Tree.Branches[branch].Pruned));
    }

    [Fact]
    public void Undo_OfARewrite_ReturnsToTheTextItRewrote()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId middle = _script.Write(Ada, root, " upon");
        _script.Write(Ada, middle, " a time");
        BranchId rewrite = new(_script.Next());
        _script.Do(new EditBranch(WriteCellId, middle, " there", rewrite) { By = Ada });
        BranchId? readingRewrite = _script.Tree.Focus[Ada];

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal(rewrite, readingRewrite);
        Assert.Equal(middle, _script.Tree.Focus[Ada]);
        Assert.Equal(" upon", _script.Tree.Branches[middle].Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void RandomCommands_FoldedTwice_AreTheSameBytes_AndUndoneInReverse_AreTheBeginning(int seed)
    {
        string beginning = NotebookContent.Of(_script.State);
        RandomWriter writer = new(_script, seed);
        List<PersonId> changes = [];
        for (int i = 0; i < 150; i++)
        {
            PersonId by = writer.Person();
            int before = UndoDepth(by);
            writer.Step(by);
            changes.AddRange(Enumerable.Repeat(by, UndoDepth(by) - before));
        }

        byte[] json = NotebookJson.Write(_script.State);
        Assert.Equal(json, NotebookJson.Write(NotebookJson.Refold(_script.History)));
        Assert.Equal(json, NotebookJson.Write(NotebookJson.Read(json)));

        changes.Reverse();
        foreach (PersonId by in changes)
        {
            _script.Do(new UndoChange { By = by });
        }

        Assert.Equal(beginning, NotebookContent.Of(_script.State));
        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(NotebookJson.Refold(_script.History)));
    }

    private int UndoDepth(PersonId person) => _script.State.Undo.Done.GetValueOrDefault(person)?.Count ?? 0;
}
