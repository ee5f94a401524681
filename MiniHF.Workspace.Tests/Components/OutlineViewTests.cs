using Bunit;
using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class OutlineViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public void Outline_OfATree_IsATreeOfRowsWithLevels()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a tale", " a clock");
        _book.Do(new CollapseBranch(_book.Cell, root, false) { By = _book.Me });

        IRenderedComponent<OutlineView> outline = Draw();

        Assert.Equal("tree", outline.Find("[data-testid=outline]").GetAttribute("role"));
        Assert.Equal(
            [("1", "true", "true", "0", "Once"), ("2", "false", null, "-1", "a tale"), ("2", "false", null, "-1", "a clock")],
            outline.FindAll("[role=treeitem]").Select(row => (row.GetAttribute("aria-level"), row.GetAttribute("aria-selected"), row.GetAttribute("aria-expanded"), row.GetAttribute("tabindex"), row.TextContent.Trim())));
    }

    [Fact]
    public void FoldedRow_DoubleClicked_IsUnfolded()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a", " b");
        _book.Do(new CollapseBranch(_book.Cell, root, true) { By = _book.Me });
        IRenderedComponent<OutlineView> outline = Draw();

        Assert.Equal("+2", outline.Find(".hidden").TextContent);
        outline.Find("[role=treeitem]").DoubleClick();

        Assert.False(_book[root].Collapsed);
    }

    private IRenderedComponent<OutlineView> Draw() => Render<OutlineView>(parameters => parameters.Add(p => p.Actions, _book.Actions).Add(p => p.Tree, _book.Tree));
}
