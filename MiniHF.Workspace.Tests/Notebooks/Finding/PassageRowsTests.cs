using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Finding;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.Finding;

public sealed class PassageRowsTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void Of_BelowAPrunedBranch_IsPutAside()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId middle = _script.Write(Ada, root, " upon");
        BranchId end = _script.Write(Ada, middle, " a time");
        _script.Do(new PruneBranch(WriteCellId, middle) { By = Ada });

        Assert.Equal(
            [(root.Value, false), (middle.Value, true), (end.Value, true)],
            PassageRows.Of(_script.State).OrderBy(row => row.Branch).Select(row => (row.Branch, row.PutAside)));
    }

    [Fact]
    public void Of_WhatGrows_IsThereOnceItStandsStill()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, root, 2);
        _script.Progress(growth, branches[0], " upon", MiniHF.Engine.Generation.FinishReason.Length);
        _script.Progress(growth, branches[1], " a time");

        Assert.Equal(["Once", " upon"], PassageRows.Of(_script.State).OrderBy(row => row.Branch).Select(row => row.Text));
    }

    [Fact]
    public void Of_ALongText_IsPiecesThatEndBetweenWords()
    {
        string text = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"word{number} "));
        _script.Write(Ada, null, text);

        PassageRow[] rows = [.. PassageRows.Of(_script.State)];

        Assert.Equal(text, string.Concat(rows.Select(row => row.Text)));
        Assert.All(rows, row => Assert.InRange(row.Text.Length, 1, PassageRows.MostCharacters));
        Assert.All(rows, row => Assert.EndsWith(" ", row.Text, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, rows.Length), rows.Select(row => row.Part));
    }

    [Fact]
    public void Of_SomeBranches_IsWhatAllHaveOfThem()
    {
        RandomWriter writer = new(_script, 4);
        for (int i = 0; i < 300; i++)
        {
            writer.Step(writer.Person());
        }

        HashSet<BranchId> some = [.. _script.Tree.Branches.Keys.OrderBy(id => id.Value).Where((_, at) => at % 3 == 0)];

        Assert.Equal(
            PassageRows.Of(_script.State).Where(row => some.Contains(new BranchId(row.Branch))).OrderBy(row => (row.Branch, row.Part)),
            PassageRows.Of(_script.State, some).OrderBy(row => (row.Branch, row.Part)));
    }
}
