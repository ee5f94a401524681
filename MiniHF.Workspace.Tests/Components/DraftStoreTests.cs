using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Tests.Components;

public sealed class DraftStoreTests
{
    private readonly LoomBook _book = new();
    private readonly DraftStore _store;

    public DraftStoreTests() => _store = new DraftStore(_book.Session, _book.Cell);

    [Fact]
    public async Task SaveAsync_NewBranch_IsWrittenOnceHoweverOftenItIsSent()
    {
        Draft draft = new(Guid.NewGuid(), null, "Once upon a time", null);

        Assert.True(await _store.SaveAsync(draft));
        Assert.True(await _store.SaveAsync(draft));

        Assert.Equal("Once upon a time", Assert.Single(_book.Tree.Branches.Values).Text);
    }

    [Fact]
    public async Task SaveAsync_SameBranchWithMoreText_ChangesItInPlace()
    {
        Draft draft = new(Guid.NewGuid(), null, "Once", null);
        await _store.SaveAsync(draft);

        await _store.SaveAsync(draft with { Text = "Once upon" });

        Assert.Equal("Once upon", Assert.Single(_book.Tree.Branches.Values).Text);
    }

    [Fact]
    public async Task SaveAsync_ParentUnknown_KeepsTheWordsAsABeginning()
    {
        Assert.True(await _store.SaveAsync(new Draft(Guid.NewGuid(), Guid.NewGuid(), "lost words", null)));

        Assert.Equal(("lost words", null), (Assert.Single(_book.Tree.Branches.Values).Text, Assert.Single(_book.Tree.Branches.Values).Parent));
    }

    [Fact]
    public async Task SaveAsync_NothingTyped_WritesNothing()
    {
        Assert.True(await _store.SaveAsync(new Draft(Guid.NewGuid(), null, "", null)));

        Assert.Empty(_book.Tree.Branches);
    }

    [Fact]
    public async Task SaveAsync_PassageOthersGrewFrom_IsRewrittenBesideItOnce()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a");
        Draft draft = new(root.Value, null, "Twice", Guid.NewGuid());

        await _store.SaveAsync(draft);
        await _store.SaveAsync(draft);

        Assert.Equal(["Once", "Twice"], _book.Tree.Roots.Select(id => _book[id].Text));
    }
}
