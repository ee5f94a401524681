using MiniHF.Workspace.Components.Tree;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TreeDrawingTests
{
    private const int Children = 900;

    private static readonly TreeViewport s_screen = new(0, 0, 800, 276);

    private readonly LoomBook _book = new();
    private readonly BranchId _root;
    private readonly BranchId[] _grown;
    private readonly TreeLayout _layout;

    public TreeDrawingTests()
    {
        _root = _book.Type(null, "Once");
        _grown = _book.Grow(_root, [.. Enumerable.Range(0, Children).Select(number => $" way {number}")]);
        _layout = TreeLayout.Of(_book.Tree);
    }

    private TreeScale Far => TreeScale.Of(_layout, s_screen.Height / _layout.Height, s_screen.Width);

    [Fact]
    public void Of_SmallTree_IsAllOfIt()
    {
        LoomBook book = new();
        book.Grow(book.Type(null, "Once"), " a", " b");

        Assert.Equal(3, TreeDrawing.Of(TreeLayout.Of(book.Tree), default, TreeScale.Full, _ => false).Count);
    }

    [Fact]
    public void Of_LargeTreeFromFar_HasOneNodeASpot()
    {
        // 900 rows on 276 pixels: spots of 6 pixels leave 46 or 47, and the beginning.
        Assert.InRange(TreeDrawing.Of(_layout, s_screen, Far, _ => false).Count, 40, 60);
    }

    [Fact]
    public void Of_LargeTreeFromFar_LeavesOutNothingThatIsWanted()
    {
        HashSet<BranchId> wanted = [.. _grown[400..440]];

        IEnumerable<BranchId> drawn = TreeDrawing.Of(_layout, s_screen, Far, wanted.Contains).Select(node => node.Id);

        Assert.Empty(wanted.Except(drawn));
    }

    [Fact]
    public void Of_LargeTreeFromFar_ReachesFromItsTopToItsBottom()
    {
        IReadOnlyList<TreeNode> drawn = TreeDrawing.Of(_layout, s_screen, Far, _ => false);

        Assert.InRange(drawn.Max(node => node.Y) - drawn.Min(node => node.Y), s_screen.Height * 0.95, s_screen.Height);
    }

    [Fact]
    public void Scale_OfATallTree_LeavesItsLevelsTheRoomThereIs() => Assert.Equal(1, Far.X);

    [Fact]
    public void Overview_OfAnyTree_HasTheSameSizeAndShowsThePath()
    {
        byte[] cells = TreeOverview.Of(_layout, branch => branch.Id == _grown[0], new HashSet<BranchId> { _root, _grown[^1] });

        Assert.Equal(TreeOverview.Columns * TreeOverview.Rows, cells.Length);
        Assert.Equal(
            [TreeOverview.Nothing, TreeOverview.Some, TreeOverview.Liked, TreeOverview.Path],
            cells.Distinct().Order());
        Assert.Equal(TreeOverview.Liked, cells[..TreeOverview.Columns].Max());
        Assert.Equal(TreeOverview.Path, cells[^TreeOverview.Columns..].Max());
    }

    [Fact]
    public void Layout_OfOneTree_IsMadeOnceForAllPages()
    {
        TreeLayout before = TreeLayout.Of(_book.Tree);
        _book.Do(new FocusBranch(_book.Cell, _grown[3]) { By = _book.Other });

        Assert.Same(before, TreeLayout.Of(_book.Tree));
    }
}
