using Bunit;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class WriteCellViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public void EmptyCell_InvitesToBegin()
    {
        IRenderedComponent<WriteCellView> view = RenderView();

        Assert.Equal("Begin with a sentence…", view.Find("[data-testid=writer-text]").GetAttribute("placeholder"));
        Assert.Empty(view.FindAll("[data-testid=tree]"));
    }

    [Fact]
    public void Grow_NothingWritten_AsksForABeginning()
    {
        RenderView().Find("[data-testid=grow]").Click();

        Assert.Equal("Write a beginning first: a few words are enough.", Assert.Single(_book.Toasts.Current).Text);
        Assert.DoesNotContain(_book.Commands, command => command is GrowBranch);
    }

    [Fact]
    public void Grow_WithText_AsksForAsManyBranchesAsTheSettingsSay()
    {
        BranchId root = _book.Type(null, "Once");

        RenderView().Find("[data-testid=grow]").Click();

        GrowBranch grow = Assert.IsType<GrowBranch>(_book.Commands[^1]);
        Assert.Equal((root, 4), (grow.Parent, grow.Branches.Count));
    }

    [Fact]
    public void OwnLeaf_StandsInTheWriterAndNotInTheProse()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Type(root, " upon");

        Assert.Equal(["Once"], RenderView().FindAll("[data-testid=passage]").Select(passage => passage.TextContent));
    }

    [Fact]
    public async Task Keys_NumberAndLetters_PickAndJudge()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b", " c");
        IRenderedComponent<WriteCellView> view = RenderView();

        await view.InvokeAsync(() => view.Instance.DoAsync("pick", 2, null));
        await view.InvokeAsync(() => view.Instance.DoAsync("up", 0, null));
        await view.InvokeAsync(() => view.Instance.DoAsync("bookmark", 0, null));

        Assert.Equal(grown[1], _book.Actions.Focus?.Id);
        Assert.Equal((Thumb.Up, true), (_book[grown[1]].Thumbs[_book.Me], _book[grown[1]].Bookmarked));
    }

    [Fact]
    public async Task Keys_OnACard_ConcernThatCard()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        IRenderedComponent<WriteCellView> view = RenderView();

        await view.InvokeAsync(() => view.Instance.DoAsync("down", 0, grown[1]));

        Assert.Equal(Thumb.Down, _book[grown[1]].Thumbs[_book.Me]);
        Assert.Empty(_book[root].Thumbs);
    }

    [Fact]
    public async Task Keys_Arrows_WalkTheTree()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        IRenderedComponent<WriteCellView> view = RenderView();
        List<BranchId?> visited = [];

        foreach (string key in (string[])["child", "next", "previous", "parent"])
        {
            await view.InvokeAsync(() => view.Instance.DoAsync(key, 0, null));
            visited.Add(_book.Actions.Focus?.Id);
        }

        Assert.Equal([grown[0], grown[1], grown[0], root], visited);
    }

    [Fact]
    public async Task Edit_OfAPassage_PutsItsTextIntoAnEditor()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId branch = _book.Grow(root, " a")[0];
        _book.Do(new FocusBranch(_book.Cell, branch) { By = _book.Me });
        IRenderedComponent<WriteCellView> view = RenderView();

        await view.InvokeAsync(() => view.Instance.DoAsync("edit", 0, null));

        Assert.Single(view.FindAll("[data-testid=passage-editor]"));
        Assert.Equal(["Once"], view.FindAll("[data-testid=passage]").Select(passage => passage.TextContent));
    }

    [Fact]
    public void Tree_NodesSayWhatTheyAre()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a tale");

        IRenderedComponent<WriteCellView> view = RenderView();

        Assert.Equal(
            [("treeitem", "1", "true", "Once — you"), ("treeitem", "2", "false", "a tale — the model")],
            view.FindAll("[data-testid=tree-node]").Select(node => (node.GetAttribute("role"), node.GetAttribute("aria-level"), node.GetAttribute("aria-selected"), node.GetAttribute("aria-label"))));
    }

    [Fact]
    public void Text_WithMarkup_IsShownAsText()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " <script>alert(1)</script>");

        Assert.Empty(RenderView().FindAll("script"));
    }

    private IRenderedComponent<WriteCellView> RenderView() => Render<WriteCellView>(parameters => parameters
        .Add(p => p.Session, _book.Session)
        .Add(p => p.Cell, _book.Write));
}
