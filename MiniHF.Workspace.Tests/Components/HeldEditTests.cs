using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>An edit that others grew from cannot be taken back beneath them: one is told, and can have the text without it beside.</summary>
public sealed class HeldEditTests
{
    private readonly LoomBook _book = new();

    [Fact]
    public async Task Undo_OfAnEditOthersGrewFrom_SaysSo_AndWritesItBesideWhenAsked()
    {
        BranchId root = _book.Type(null, "the house");
        _book.Do(new EditBranch(_book.Cell, root, "the old house", BranchId.New()) { By = _book.Me });
        _book.Do(new WriteBranch(_book.Cell, BranchId.New(), root, " burnt") { By = _book.Other });

        await _book.Session.UndoAsync();
        Toast said = Assert.Single(_book.Toasts.Current);
        await said.Action!();

        Assert.Equal("Others grew from this text since, so your edit stays in it. It can be had without the edit, beside.", said.Text);
        Assert.Equal(["the old house", "the house"], _book.Tree.Roots.Select(id => _book[id].Text));
    }

    [Fact]
    public async Task Undo_OfAnEditNobodyBuiltOn_SaysNothing()
    {
        BranchId root = _book.Type(null, "the house");
        _book.Do(new EditBranch(_book.Cell, root, "the old house", BranchId.New()) { By = _book.Me });

        await _book.Session.UndoAsync();

        Assert.Equal("the house", _book[root].Text);
        Assert.Empty(_book.Toasts.Current);
    }
}
