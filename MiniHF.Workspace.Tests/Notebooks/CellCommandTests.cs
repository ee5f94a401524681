using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>What is done with whole cells: copies, kinds, and running them in a row.</summary>
public sealed class CellCommandTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void DuplicateCell_OfAText_HasItsBranchesWithoutWhatWasSaidOfThem()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 2);
        _script.Progress(growth, branches[0], " upon", FinishReason.Length);
        _script.Do(new RateBranch(WriteCellId, branches[0], Thumb.Up) { By = Ben });
        _script.Do(new FocusBranch(WriteCellId, branches[0]) { By = Ada });
        CellId copy = new(_script.Next());

        _script.Do(new DuplicateCell(copy, WriteCellId, WriteCellId) { By = Ada });

        Assert.Equal(
            "# Tales\nwrite (4 × 64)\n- Person 'Once' \n  - Model ' upon' +\n  - Model '' \nwrite (4 × 64)\n- Person 'Once' \n  - Model ' upon' \n  - Model '' \n",
            NotebookContent.Of(_script.State));
        BranchTree tree = ((WriteCell)_script.State.Cells[copy]).Tree;
        Assert.Equal("Once upon", tree.TextOf(tree.FocusOf(Ada)!.Id));
        Assert.Empty(tree.Branches.Keys.Intersect(_script.Tree.Branches.Keys));
        Assert.DoesNotContain(tree.Branches.Values, branch => branch.Status == BranchStatus.Growing);
    }

    [Fact]
    public void DuplicateCell_Undone_TakesTheCopyAway()
    {
        _script.Write(Ada, null, "Once");
        string before = NotebookContent.Of(_script.State);

        _script.Do(new DuplicateCell(new CellId(_script.Next()), WriteCellId, null) { By = Ada });
        _script.Do(new UndoChange { By = Ada });

        Assert.Equal(before, NotebookContent.Of(_script.State));
    }

    [Fact]
    public void TurnCell_NoteIntoText_BeginsWithTheNotesWords_AndUndoBringsTheNoteBack()
    {
        CellId note = new(_script.Next());
        _script.Do(new AddCell(note, CellKind.Note, WriteCellId) { By = Ada });
        _script.Do(new WriteNote(note, "A plan") { By = Ada });
        string before = NotebookContent.Of(_script.State);

        _script.Do(new TurnCell(note, new CellId(_script.Next()), CellKind.Write) { By = Ada });
        string turned = NotebookContent.Of(_script.State);
        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("# Tales\nwrite (4 × 64)\nwrite (4 × 64)\n- Person 'A plan' \n", turned);
        Assert.Equal(before, NotebookContent.Of(_script.State));
    }

    [Fact]
    public void TurnCell_TextWithBranchesIntoNote_IsRefused()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        _script.Grow(Ada, root, 2);

        UserFacingException refused = Assert.Throws<UserFacingException>(() => _script.Do(new TurnCell(WriteCellId, new CellId(_script.Next()), CellKind.Note) { By = Ada }));

        Assert.Equal("This text has branches, which a note cannot hold. Copy what you want of it into a note of its own.", refused.Message);
    }

    [Fact]
    public void RunCells_QueuesWhatCanRun_AndNoCellTwice()
    {
        _script.Write(Ada, null, "Once");
        CellId note = new(_script.Next());
        CellId weave = new(_script.Next());
        CellId blank = new(_script.Next());
        _script.Do(new AddCell(note, CellKind.Note, WriteCellId) { By = Ada });
        _script.Do(new AddCell(weave, CellKind.Weave, note) { By = Ada });
        _script.Do(new AddCell(blank, CellKind.Write, weave) { By = Ada });

        _script.Do(new RunCells([.. _script.State.Order]) { By = Ada });
        IReadOnlyList<NotebookEvent> again = _script.Do(new RunCells([.. _script.State.Order]) { By = Ben });

        Assert.Equal([WriteCellId, weave], _script.State.Queue.Select(queued => queued.Cell));
        Assert.Empty(again);
        Assert.Equal((CellStatus.Queued, Ada), (Work(weave).Status, Work(weave).By));
    }

    [Fact]
    public void InterruptCells_StopsWhatRuns_AndCallsOffWhatWaits()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, _) = _script.Grow(Ada, root, 1);
        CellId weave = new(_script.Next());
        _script.Do(new AddCell(weave, CellKind.Weave, WriteCellId) { By = Ada });
        _script.Do(new RunCells([weave]) { By = Ada });

        _script.Do(new InterruptCells([WriteCellId, weave]) { By = Ben });

        Assert.Equal(BranchStatus.Stopped, _script.State.Growths[growth].Status);
        Assert.Empty(_script.State.Queue);
        Assert.Equal(CellStatus.Interrupted, Work(WriteCellId).Status);
    }

    [Fact]
    public void Work_OfAGrowth_WaitsRunsAndEnds_WithTheTimeItTook()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 1);
        CellStatus begun = Work(WriteCellId).Status;
        _script.Progress(growth, branches[0], " upon");
        CellStatus writing = Work(WriteCellId).Status;
        _script.Progress(growth, branches[0], " a time", FinishReason.Length);

        CellWork done = Work(WriteCellId);

        Assert.Equal((CellStatus.Queued, CellStatus.Running, CellStatus.Done), (begun, writing, done.Status));
        Assert.Equal((Ada, TimeSpan.FromSeconds(2)), (done.By, done.Took));
    }

    [Fact]
    public void Work_OfACellThatCouldNotRun_SaysWhyUntilItIsRunAgain()
    {
        _script.Write(Ada, null, "Once");
        _script.Do(new RunCells([WriteCellId]) { By = Ada });

        _script.Happen(new CellUnqueued(WriteCellId, "no model") { By = Workspace.Accounts.PersonId.Workspace });
        CellWork refused = Work(WriteCellId);
        _script.Do(new RunCells([WriteCellId]) { By = Ada });

        Assert.Equal((CellStatus.Failed, Ada, "no model"), (refused.Status, refused.By, refused.Failure));
        Assert.Equal(CellStatus.Queued, Work(WriteCellId).Status);
    }

    private CellWork Work(CellId cell) => CellWorks.Of(_script.State)[cell];
}
