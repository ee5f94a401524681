using Bunit;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class NoteCellViewTests : BunitTestBase
{
    private readonly LoomBook _book = new();
    private readonly CellId _note = CellId.New();

    public NoteCellViewTests() => _book.Do(new AddCell(_note, CellKind.Note, null) { By = _book.Me });

    [Fact]
    public void EmptyNote_Invites() =>
        Assert.Equal("An empty note. Click to write what this is about.", RenderNote().Find(".invite").TextContent);

    [Fact]
    public async Task Note_TypedIn_IsStored_AndCloseOnceThePageShowsIt()
    {
        IRenderedComponent<NoteCellView> view = RenderNote();
        await view.Find("[data-testid=note-rendered]").ClickAsync(new());
        TypingRequest request = new(Guid.NewGuid(), Guid.NewGuid(), 1, _note.Value, null, Guid.NewGuid(), 0, [new TextStep(0, "", "# Clocks")]);

        TypingAnswer answer = await view.InvokeAsync(() => view.Instance.TypeAsync(request));
        await view.InvokeAsync(view.Instance.FinishAsync);
        bool closedTooEarly = view.FindAll("[data-testid=note-text]").Count == 0;
        view.Render(parameters => parameters.Add(p => p.Session, _book.Session).Add(p => p.Cell, Note));

        Assert.Equal((true, 1, "# Clocks"), (answer.Stored, answer.Revision, Note.Text));
        Assert.False(closedTooEarly);
        Assert.Equal("Clocks", view.Find("[data-testid=note-rendered] h1").TextContent);
    }

    [Fact]
    public void Note_RawHtml_IsShownAsText()
    {
        _book.Do(new WriteNote(_note, "Hello <img src=x onerror=alert(1)> *there*") { By = _book.Me });

        IRenderedComponent<NoteCellView> view = RenderNote();

        Assert.Empty(view.FindAll("img"));
        Assert.Equal("there", view.Find("em").TextContent);
    }

    private NoteCell Note => (NoteCell)_book.Session.State.Cells[_note];

    private IRenderedComponent<NoteCellView> RenderNote() =>
        Render<NoteCellView>(parameters => parameters.Add(p => p.Session, _book.Session).Add(p => p.Cell, Note));
}
