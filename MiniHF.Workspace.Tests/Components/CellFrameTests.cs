using Bunit;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class CellFrameTests : BunitTestBase
{
    private readonly LoomBook _book = new();

    [Fact]
    public void State_OfACellThatNeverRan_IsNotShown() => Assert.Empty(RenderFrame().FindAll("[data-testid=cell-state]"));

    [Fact]
    public void State_WhileItRuns_CountsInTheBrowser_AndOffersToInterrupt()
    {
        _book.Begin(_book.Type(null, "Once"), 2);

        IRenderedComponent<CellFrame> frame = RenderFrame();

        Assert.Equal("queued", frame.Find("[data-testid=cell-state]").GetAttribute("data-status"));
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 21, 14, 0, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), frame.Find("time").GetAttribute("data-since"));
        Assert.Single(frame.FindAll("[data-testid=cell-interrupt]"));
        Assert.Empty(frame.FindAll("[data-testid=cell-run]"));
    }

    [Fact]
    public void State_OnceDone_SaysHowLongItTookAndWhoRanIt()
    {
        _book.Grow(_book.Type(null, "Once"), " a");

        Assert.Equal("done · 0.0 s · you", RenderFrame().Find("[data-testid=cell-state]").TextContent.Trim());
    }

    [Fact]
    public void State_OfAFailure_SaysWhy()
    {
        _book.Type(null, "Once");
        _book.Do(new RunCells([_book.Cell]) { By = _book.Me });
        _book.Apply(new CellUnqueued(_book.Cell, "The model is not there.") { By = PersonId.Workspace });

        Assert.Equal("failed · you · The model is not there.", RenderFrame().Find("[data-testid=cell-state]").TextContent.Trim());
    }

    [Fact]
    public async Task Commands_RunOfAnEmptyText_SaysWhatIsMissing()
    {
        CellCommands commands = new(_book.Session, _ => null);

        CellId? keyboard = await commands.DoAsync("run", _book.Cell);

        Assert.Equal(_book.Cell, keyboard);
        Assert.Equal("Write a beginning first: a few words are enough.", Assert.Single(_book.Toasts.Current).Text);
    }

    [Fact]
    public async Task Commands_CutAndPaste_BringTheTextElsewhere()
    {
        _book.Type(null, "Once");
        CellCommands commands = new(_book.Session, _ => null);
        CellId note = CellId.New();
        _book.Do(new AddCell(note, CellKind.Note, _book.Cell) { By = _book.Me });

        CellId? afterCut = await commands.DoAsync("cut-cell", _book.Cell);
        CellId? pasted = await commands.DoAsync("paste-cell", note);

        Assert.Equal(note, afterCut);
        Assert.Equal([note, pasted!.Value], _book.Session.State.Order);
        Assert.Equal("Once", Assert.Single(_book.Session.WriteCell(pasted.Value)!.Tree.Branches.Values).Text);
    }

    [Fact]
    public async Task Commands_DeletedCell_GivesTheKeyboardToTheNext_AndCanBeBroughtBack()
    {
        CellCommands commands = new(_book.Session, _ => null);
        CellId second = (await commands.DoAsync("insert-below", _book.Cell))!.Value;

        CellId? keyboard = await commands.DoAsync("remove-cell", _book.Cell);
        await _book.Toasts.Current[^1].Action!();

        Assert.Equal(second, keyboard);
        Assert.Equal([_book.Cell, second], _book.Session.State.Order);
    }

    [Theory]
    [InlineData("run", true)]
    [InlineData("interrupt-all", true)]
    [InlineData("grow", false)]
    public void Commands_KnowWhatIsDoneWithWholeCells(string action, bool known) => Assert.Equal(known, new CellCommands(_book.Session, _ => null).Knows(action));

    private IRenderedComponent<CellFrame> RenderFrame() => Render<CellFrame>(parameters => parameters
        .Add(p => p.Session, _book.Session)
        .Add(p => p.Cell, (Cell)_book.Write)
        .Add(p => p.Number, 1));
}
