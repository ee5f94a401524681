using Bunit;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Typing;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class WriterTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public void Text_IsInTheFieldBeforeAnyScript_WithWhatItTakesToKeepWhatIsTyped()
    {
        BranchId root = _book.Type(null, "Once");

        AngleSharp.Dom.IElement field = RenderView().Find("[data-testid=writer-text]");

        Assert.Equal("Once", field.TextContent);
        Assert.Equal(
            $$"""{"prefix":"minihf:typing:{{_book.Me.Value}}:{{_book.Session.State.Id.Value}}:{{_book.Cell.Value}}:","branch":"{{root.Value}}","parent":null,"revision":0}""",
            field.GetAttribute("data-typing"));
    }

    [Fact]
    public async Task WordsThatBecameABranchOfTheirOwn_AreSaidToHave_WithTheWayToTheOther()
    {
        BranchId root = _book.Type(null, "Once");
        _book.Grow(root, " a");
        TypingRequest request = new(Guid.NewGuid(), Guid.NewGuid(), 1, root.Value, null, Guid.NewGuid(), 0, [new TextStep(4, "", " upon")]);
        await _book.Session.TypeAsync(_book.Cell, request);
        IRenderedComponent<WriteCellView> view = RenderView();

        string said = view.Find("[data-testid=typing-aside] p").TextContent;
        view.Find("[data-testid=typing-aside-other]").Click();

        Assert.Equal("This text was grown from while you wrote. Your words are in a branch of their own, beside it. See the other", said);
        Assert.Equal(root, _book.Actions.Focus?.Id);
    }

    private IRenderedComponent<WriteCellView> RenderView() => Render<WriteCellView>(parameters => parameters
        .Add(p => p.Session, _book.Session)
        .Add(p => p.Cell, _book.Write));
}
