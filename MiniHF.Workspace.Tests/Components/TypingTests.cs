using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>What becomes of a browser's words in the notebook.</summary>
public sealed class TypingTests
{
    private readonly LoomBook _book = new();
    private readonly Guid _journal = Guid.NewGuid();
    private long _number;

    [Fact]
    public async Task NewBranch_SentTwice_IsWrittenOnce()
    {
        TypingRequest request = Put(BranchId.New(), -1, 0, "Once upon a time");

        TypingAnswer first = await SendAsync(request);
        TypingAnswer second = await SendAsync(request);

        Assert.Equal("Once upon a time", Assert.Single(_book.Tree.Branches.Values).Text);
        Assert.Equal((true, 0, true, 0), (first.Stored, first.Revision, second.Stored, second.Revision));
    }

    [Fact]
    public async Task KnownBranch_ChangedByAnotherMeanwhile_HoldsBoth_AndTellsWhatTheOtherDid()
    {
        BranchId root = _book.Type(null, "the house");
        _book.Do(new EditBranch(_book.Cell, root, "the old house", BranchId.New()) { By = _book.Other });

        TypingAnswer answer = await SendAsync(Put(root, 0, "the house".Length, " burnt"));

        Assert.Equal("the old house burnt", _book[root].Text);
        Assert.Equal([new TextStep(4, "", "old ")], answer.Change.ToArray());
        Assert.Equal(2, answer.Revision);
    }

    [Fact]
    public async Task SameWordsReplacedByBoth_MineStandBeside_AndAreSaidToDoSo()
    {
        BranchId root = _book.Type(null, "the old house");
        _book.Do(new EditBranch(_book.Cell, root, "the new house", BranchId.New()) { By = _book.Other });

        TypingAnswer answer = await SendAsync(new TypingRequest(_journal, Guid.NewGuid(), ++_number, root.Value, null, Guid.NewGuid(), 0, [new TextStep(4, "old", "odd")]));

        Assert.Equal(["the new house", "the odd house"], _book.Tree.Roots.Select(id => _book[id].Text));
        Assert.Equal(new TypedAside(_book.Cell, root, new BranchId(answer.Branch), "Somebody replaced the same words while you wrote. Yours are in a branch of their own, beside theirs."), _book.Session.TypedAside);
        Assert.Equal(answer.Branch, _book.Actions.Focus?.Id.Value);
    }

    [Fact]
    public async Task TextOthersGrewFrom_StaysAsItIs()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a");
        TypingRequest request = Put(root, 0, 4, " upon");

        await SendAsync(request);
        TypingAnswer again = await SendAsync(request);

        Assert.Equal(["Once", "Once upon"], _book.Tree.Roots.Select(id => _book[id].Text));
        Assert.Equal(request.Sibling, again.Branch);
    }

    [Fact]
    public async Task ParentUnknown_WordsAreKeptAsABeginning()
    {
        BranchId branch = BranchId.New();

        await SendAsync(Put(branch, -1, 0, "lost words") with { Parent = Guid.NewGuid() });

        Assert.Equal(("lost words", null), (_book[branch].Text, _book[branch].Parent));
    }

    [Fact]
    public async Task TextNobodyKnows_WordsAreKeptBesideIt()
    {
        BranchId root = _book.Type(null, "Once");

        TypingAnswer answer = await SendAsync(Put(root, 7, 400, " and more"));

        Assert.Equal(["Once", " and more"], _book.Tree.Roots.Select(id => _book[id].Text));
        Assert.Equal((" and more", 0), (_book[new BranchId(answer.Branch)].Text, answer.Revision));
    }

    [Fact]
    public async Task CellRemoved_WordsStayInTheBrowser_WhichIsToldWhy()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Do(new RemoveCell(_book.Cell) { By = _book.Other });

        TypingAnswer answer = await SendAsync(Put(root, 0, 4, " upon"));

        Assert.Equal((false, "This cell is no longer in the notebook. Undo its removal to go on with it."), (answer.Stored, answer.Problem));
    }

    private Task<TypingAnswer> SendAsync(TypingRequest request) => _book.Session.TypeAsync(_book.Cell, request);

    private TypingRequest Put(BranchId branch, int revision, int at, string text) =>
        new(_journal, Guid.NewGuid(), ++_number, branch.Value, null, Guid.NewGuid(), revision, [new TextStep(at, "", text)]);
}
