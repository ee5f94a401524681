using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Components;

public sealed class WritingTargetTests
{
    private static readonly BranchId s_fresh = BranchId.New();

    private readonly LoomBook _book = new();

    [Fact]
    public void For_EmptyTree_IsABeginning() =>
        Assert.Equal(new WritingTarget(s_fresh, null, -1, ""), WritingTarget.For(BranchTree.Empty, _book.Me, s_fresh));

    [Fact]
    public void For_OwnLeaf_IsThatLeaf()
    {
        BranchId root = _book.Type(null, "Once");

        Assert.Equal(new WritingTarget(root, null, 0, "Once"), WritingTarget.For(_book.Tree, _book.Me, s_fresh));
    }

    [Fact]
    public void For_LeafOfSomebodyElse_IsANewBranchAfterIt()
    {
        BranchId root = _book.Type(null, "Once");

        Assert.Equal(new WritingTarget(s_fresh, root, -1, ""), WritingTarget.For(_book.Tree, _book.Other, s_fresh));
    }

    [Fact]
    public void For_OwnBranchThatGrew_IsANewBranchAfterIt()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a");

        Assert.Equal(new WritingTarget(s_fresh, root, -1, ""), WritingTarget.For(_book.Tree, _book.Me, s_fresh));
    }
}
