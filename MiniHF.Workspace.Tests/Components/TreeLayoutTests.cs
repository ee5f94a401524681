using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TreeLayoutTests
{
    private readonly LoomBook _book = new();

    [Fact]
    public void Of_EmptyTree_HasNoNodes() => Assert.Empty(TreeLayout.Of(BranchTree.Empty).Nodes);

    [Fact]
    public void Of_Tree_ParentsComeFirstAndSiblingsInOrder()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        BranchId below = _book.Grow(grown[0], " c")[0];

        Assert.Equal([root, grown[0], below, grown[1]], TreeLayout.Of(_book.Tree).Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Of_CollapsedBranch_CountsWhatItHides()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        _book.Grow(grown[0], " c", " d");
        _book.Do(new CollapseBranch(_book.Cell, grown[0], true) { By = _book.Me });

        TreeLayout layout = TreeLayout.Of(_book.Tree);

        Assert.Equal([0, 2, 0], layout.Nodes.Select(node => node.Hidden));
    }

    [Fact]
    public void Of_PrunedBranch_IsDrawnWithoutWhatIsBelow()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        _book.Grow(grown[0], " c");
        _book.Do(new PruneBranch(_book.Cell, grown[0]) { By = _book.Me });

        Assert.Equal([root, grown[0], grown[1]], TreeLayout.Of(_book.Tree).Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Neighbour_AcrossSubtrees_IsTheNextOnTheSameLevel()
    {
        BranchId root = _book.Type(null, "Once");
        BranchId[] grown = _book.Grow(root, " a", " b");
        BranchId[] left = _book.Grow(grown[0], " c", " d");
        BranchId[] right = _book.Grow(grown[1], " e");

        TreeLayout layout = TreeLayout.Of(_book.Tree);

        Assert.Equal(right[0], layout.Neighbour(left[1], +1));
        Assert.Equal(left[0], layout.Neighbour(left[1], -1));
        Assert.Null(layout.Neighbour(right[0], +1));
    }
}
