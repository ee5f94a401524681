using Bunit;
using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TreeViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public async Task LargeTree_DrawsOnlyWhatIsInView()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, [.. Enumerable.Range(0, 600).Select(number => $" way {number}")]);
        IRenderedComponent<TreeView> view = DrawTree();
        int drawn = view.FindAll("[data-testid=tree-node]").Count;

        await view.InvokeAsync(() => view.Instance.ShowPart(0, 599 * TreeLayout.RowHeight, 800, 250));

        Assert.InRange(drawn, 10, 100);
        Assert.NotEmpty(view.FindAll($"[data-branch='{grown[^1].Value}']"));
    }

    [Fact]
    public void LargeTree_ShownWhole_ShrinksAndDrawsOneNodeASpot()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, [.. Enumerable.Range(0, 600).Select(number => $" way {number}")]);
        IRenderedComponent<TreeView> view = DrawTree();

        view.Find("[data-testid=zoom-all]").Click();

        Assert.Equal("1 %", view.Find("[data-testid=zoom-full]").TextContent);
        Assert.InRange(view.FindAll("[data-testid=tree-node]").Count, 20, 120);
        Assert.True(double.Parse(view.Find("svg").GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture) <= 280); // always set
    }

    [Fact]
    public async Task SmallTree_HasNoZoom_UntilItIsShrunk()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a", " b");
        IRenderedComponent<TreeView> view = DrawTree();
        bool before = view.FindAll(".zoom").Count > 0;

        await view.InvokeAsync(() => view.Instance.ZoomBy(0.5));

        Assert.Equal((false, "50 %"), (before, view.Find("[data-testid=zoom-full]").TextContent));
    }

    [Fact]
    public void CollapsedBranch_ShowsHowManyItHides()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a", " b", " c");
        _book.Do(new CollapseBranch(_book.Cell, root, true) { By = _book.Me });

        IRenderedComponent<TreeView> view = DrawTree();

        Assert.Equal("+3", view.Find(".badge").TextContent);
        Assert.Equal("false", view.Find("[data-testid=tree-node]").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void FocusOfSomebodyElse_ShowsTheirInitials()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId branch = _book.Grow(root, " a")[0];
        _book.Do(new FocusBranch(_book.Cell, branch) { By = _book.Other });

        Assert.Equal("WR", DrawTree(new Presence(_book.Other, "Wren")).Find($"[data-branch='{branch.Value}'] .reader text").TextContent);
    }

    [Fact]
    public void Focus_IsTheOneTheTabKeyReaches()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId branch = _book.Grow(root, " a")[0];
        _book.Do(new FocusBranch(_book.Cell, branch) { By = _book.Me });

        Assert.Equal(branch.Value.ToString(), DrawTree().Find("[role=treeitem][tabindex='0']").GetAttribute("data-branch"));
    }

    [Fact]
    public async Task SmallTree_SpreadsOverTheRoomThereIs()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId second = _book.Type(_book.Grow(root, " upon")[0], " a");
        _book.Grow(_book.Grow(second, " time")[0], " there");
        IRenderedComponent<TreeView> view = DrawTree();

        await view.InvokeAsync(() => view.Instance.ShowPart(0, 0, 452, 250));

        Assert.Equal("452", view.Find("svg").GetAttribute("width"));
    }

    [Fact]
    public void BranchThatComesBesideOthers_LeavesTheirMarkupAsItWas()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        IRenderedComponent<TreeView> view = DrawTree();
        string?[] Drawn() => [.. grown.Select(branch => view.Find($"[data-branch='{branch.Value}']").GetAttribute("transform"))];
        string Places() => view.Find("svg").GetAttribute("data-places") ?? "";
        (string?[] drawn, string places) = (Drawn(), Places());

        _book.Grow(root, " c");
        view.Render(parameters => parameters.Add(p => p.Tree, _book.Tree));

        Assert.Equal(drawn, Drawn());
        Assert.NotEqual(places, Places());
        Assert.Equal(4, Places().Split(',')[1..].Length);
    }

    [Fact]
    public void Node_HintsAtHowItBegins()
    {
        _book.Type(null, "Once upon a time there was a clockmaker who wound every clock");

        Assert.Equal("Once upon a time there was a clockmaker…", DrawTree().Find("[data-testid=tree-node]").GetAttribute("data-hint"));
    }

    private IRenderedComponent<TreeView> DrawTree(params Presence[] people) => Render<TreeView>(parameters => parameters
        .Add(p => p.Actions, _book.Actions)
        .Add(p => p.Tree, _book.Tree)
        .Add(p => p.People, people));
}
