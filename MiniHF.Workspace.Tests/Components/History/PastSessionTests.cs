using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Components.History;

/// <summary>A page that shows the past changes nothing and can be looked around in.</summary>
public sealed class PastSessionTests
{
    private readonly LoomBook _book = new();
    private readonly BranchId _root;
    private readonly NotebookState _early;

    public PastSessionTests()
    {
        _root = _book.Type(null, "Once");
        _early = _book.Session.State;
        _book.Grow(_root, " upon", " more");
        _book.Commands.Clear();
        _book.Session.Show(new PastMoment(4, _early));
    }

    [Fact]
    public async Task Command_WhileThePastIsShown_IsRefusedWithTheWayBack()
    {
        Assert.False(await _book.Session.TryAsync(new RateBranch(_book.Cell, _root, Thumb.Up) { By = _book.Me }));

        Assert.Empty(_book.Commands);
        Assert.Equal("You look at the past: return to now, or go on from here in a notebook of its own.", Assert.Single(_book.Toasts.Current).Text);
        await Assert.Single(_book.Toasts.Current).Action!(); // as the button does
        Assert.Null(_book.Session.Past);
        Assert.Equal(3, _book.Tree.Branches.Count);
    }

    [Fact]
    public async Task Focus_WhileThePastIsShown_TurnsOnlyTheView()
    {
        Assert.True(await _book.Session.TryAsync(new FocusBranch(_book.Cell, null) { By = _book.Me }));

        Assert.Null(_book.Tree.FocusOf(_book.Me));
        Assert.Empty(_book.Commands);
        _book.Session.Show(null);
        Assert.Equal(_root, _book.Tree.FocusOf(_book.Me)?.Id);
    }

    [Fact]
    public async Task Typing_SentWhileThePastIsShown_IsStoredNow()
    {
        BranchId typed = BranchId.New();

        TypingRequest request = new(Guid.NewGuid(), Guid.NewGuid(), 1, typed.Value, _root.Value, Guid.NewGuid(), -1, [new TextStep(0, "", " there was")]);
        Assert.True((await _book.Session.TypeAsync(_book.Cell, request)).Stored);

        Assert.Null(_book.Tree.Branches.GetValueOrDefault(typed));
        _book.Session.Show(null);
        Assert.Equal(" there was", _book[typed].Text);
    }

    [Fact]
    public void Stream_WhileThePastIsShown_IsNotThePasts()
    {
        _book.Stream(_root, "Once upon", 3);

        Assert.Null(_book.Session.StreamOf(_root));
        _book.Session.Show(null);
        Assert.Equal("Once upon", _book.Session.StreamOf(_root)?.Text);
    }
}
