using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.History;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.History;

public sealed class NotebookDifferenceTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void Difference_OfAMomentWithItself_IsNone()
    {
        _script.Write(Ada, null, "Once");

        Assert.Empty(NotebookDifference.Of(_script.State, _script.State));
    }

    [Fact]
    public void Difference_WhereSomebodyOnlyRead_IsNone()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        NotebookState before = _script.State;
        _script.Do(new FocusBranch(WriteCellId, root) { By = Ben });
        _script.Do(new CollapseCell(WriteCellId, true) { By = Ben });

        Assert.Empty(NotebookDifference.Of(before, _script.State));
    }

    [Fact]
    public void Difference_OfAStory_NamesEveryChangeOnce()
    {
        BranchId root = _script.Write(Ada, null, "The old lamp burnt low.");
        BranchId leaf = _script.Write(Ada, root, " Nobody spoke.");
        CellId note = new(_script.Next());
        _script.Do(new AddCell(note, CellKind.Note, null) { By = Ada });
        _script.Do(new WriteNote(note, "About a lamp") { By = Ada });
        NotebookState before = _script.State;

        _script.Do(new RenameNotebook("Tales of the lamp") { By = Ben });
        _script.Do(new WriteNote(note, "About the lamp") { By = Ben });
        _script.Do(new EditBranch(WriteCellId, leaf, " Nobody laughed.", new BranchId(_script.Next())) { By = Ben });
        _script.Do(new EditBranch(WriteCellId, root, "The lamp burnt low.", new BranchId(_script.Next())) { By = Ben });
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, leaf, 2);
        _script.Progress(growth, branches[0], " Then", MiniHF.Engine.Generation.FinishReason.Length);
        _script.Do(new RateBranch(WriteCellId, leaf, Thumb.Up) { By = Ada });
        _script.Do(new RateBranch(WriteCellId, leaf, Thumb.Up) { By = Ben });
        _script.Do(new PruneBranch(WriteCellId, branches[1]) { By = Ada });
        _script.Do(new RemoveCell(note) { By = Ada });

        Assert.Equal(
            [
                "Renamed title: Tales[+ of the lamp]",
                "CellRemoved note cell removed: [-About a lamp]",
                "BranchAdded rewritten: The[- old] lamp burnt low.",
                "BranchAdded 2 continuations grown: [+ Then]",
                "BranchEdited edited:  Nobody[- spoke.][+ laughed.]",
                "BranchRated thumbed up by 2:  Nobody laughed.",
                "BranchPruned pruned: ",
            ],
            NotebookDifference.Of(before, _script.State).Select(Shown));
    }

    [Fact]
    public void Difference_OverASearch_CountsItsBranchesAndShowsItsResult()
    {
        SearchScript search = new();
        NotebookState before = search.State;
        search.RunToEnd(search.Start());

        Difference found = Assert.Single(NotebookDifference.Of(before, search.State), difference => difference.Kind == DifferenceKind.Searched);
        Assert.Equal($"{search.State.Searches.Values.Single().Tree.Nodes.Length - 1} branches searched", found.Words);
        Assert.NotEmpty(found.Pieces);
    }

    private static string Shown(Difference difference) => $"{difference.Kind} {difference.Words}: {string.Concat(difference.Pieces.Select(piece => piece.Change switch
    {
        > 0 => $"[+{piece.Text}]",
        < 0 when piece.Text.Length > 0 => $"[-{piece.Text}]",
        _ => piece.Text,
    }))}";
}
