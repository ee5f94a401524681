using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A notebook worked by the keyboard alone, as one is used to from Jupyter, and cells run one after another.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CellsTests(BrowserFixture browser)
{
    [Fact]
    public Task Keyboard_Alone_MakesMovesTurnsAndDeletesCells() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The lighthouse had been dark for eleven years.");
        IPage page = ada.Page;

        // Out of the words, then onto the cell: from here on single keys are commands.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await ExpectOnCellAsync(page, 1);
        await page.Keyboard.PressAsync("b");
        await ExpectCellsAsync(page, "write", "write");
        await ExpectOnCellAsync(page, 2);
        await page.Keyboard.PressAsync("m");
        await ExpectCellsAsync(page, "write", "note");
        await ExpectOnCellAsync(page, 2);

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("note-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("# Keep it quiet");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByTestId("note-rendered")).ToHaveTextAsync("Keep it quiet");
        await ExpectOnCellAsync(page, 2);

        await page.Keyboard.PressAsync("Control+Shift+ArrowUp");
        await ExpectCellsAsync(page, "note", "write");
        await ExpectOnCellAsync(page, 1);
        await page.Keyboard.PressAsync("Shift+D");
        await ExpectCellsAsync(page, "note", "note", "write");
        await ExpectOnCellAsync(page, 2);
        await page.Keyboard.PressAsync("d");
        await page.Keyboard.PressAsync("d");
        await ExpectCellsAsync(page, "note", "write");
        await page.Keyboard.PressAsync("z");
        await ExpectCellsAsync(page, "note", "note", "write");

        await page.Keyboard.PressAsync("j");
        await ExpectOnCellAsync(page, 3);
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("ArrowUp");
        await ExpectOnCellAsync(page, 1);
        await page.Keyboard.PressAsync("o");
        await Assertions.Expect(page.GetByTestId("cell-folded")).ToHaveTextAsync("Keep it quiet");
        await page.ReloadAsync();
        await ExpectCellsAsync(page, "note", "note", "write");
        await Assertions.Expect(page.GetByTestId("cell-folded")).ToHaveCountAsync(1);
    });

    [Fact]
    public Task RunAll_FromThePalette_RunsOneCellAfterAnother_AndEachSaysHowItWent() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The lighthouse had been dark for eleven years.");
        IPage page = ada.Page;

        await ChooseAsync(page, "add evaluate");
        await ExpectCellsAsync(page, "write", "evaluate");
        await ChooseAsync(page, "run all");
        await ExpectStateAsync(page, 1, "done");
        await ExpectStateAsync(page, 2, "done");

        // The evaluation came after the growth: it has scored its four continuations.
        await Assertions.Expect(page.GetByTestId("evaluate-facts")).ToHaveTextAsync("4 texts");
        await Assertions.Expect(State(page, 2)).ToContainTextAsync("you");
    });

    [Fact]
    public Task RunAll_Interrupted_StopsWhatRunsAndCallsOffTheRest() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The lighthouse had been dark for eleven years.");
        await notebook.SetAsync("tokens", 900);
        IPage page = ada.Page;

        await ChooseAsync(page, "add evaluate");
        await ExpectCellsAsync(page, "write", "evaluate");
        await ChooseAsync(page, "run all");
        await ExpectStateAsync(page, 2, "queued");
        await ExpectStateAsync(page, 1, "running");
        await ChooseAsync(page, "interrupt all");

        await ExpectStateAsync(page, 1, "interrupted");
        await Assertions.Expect(State(page, 2)).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Defaults_OfTheNotebook_AreFollowed_AndATextGoesBackToThem() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        IPage page = ada.Page;
        await notebook.SetAsync("tokens", 20);
        await Assertions.Expect(page.GetByTestId("settings-own")).ToContainTextAsync("1 setting of this text’s own");

        await page.GetByTestId("defaults-open").ClickAsync();
        ILocator defaults = page.GetByTestId("defaults");
        await defaults.GetByTestId("field-tokens").FillAsync("48");
        await defaults.GetByTestId("field-count").FillAsync("3");
        await defaults.GetByTestId("field-count").PressAsync("Tab");
        await Assertions.Expect(page.GetByTestId("grow")).ToHaveTextAsync("Grow 3");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(defaults).ToBeHiddenAsync();

        await Assertions.Expect(page.GetByTestId("settings-summary")).ToContainTextAsync("20 tokens");
        await page.GetByTestId("reset-tokens").ClickAsync();
        await Assertions.Expect(page.GetByTestId("settings-summary")).ToContainTextAsync("48 tokens");
        await Assertions.Expect(page.GetByTestId("settings-own")).ToContainTextAsync("As the notebook has it");
    });

    private static async Task ChooseAsync(IPage page, string typed)
    {
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByTestId("palette-find")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(typed);
        await Assertions.Expect(page.Locator("[data-testid=palette-item] mark").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("palette")).ToBeHiddenAsync();
    }

    private static ILocator State(IPage page, int cell) => page.GetByTestId("cell").Nth(cell - 1).GetByTestId("cell-state");

    private static Task ExpectStateAsync(IPage page, int cell, string status) => Assertions.Expect(State(page, cell)).ToHaveAttributeAsync("data-status", status);

    private static async Task ExpectCellsAsync(IPage page, params string[] kinds)
    {
        for (int i = 0; i < kinds.Length; i++)
        {
            await Assertions.Expect(page.GetByTestId("cell").Nth(i)).ToHaveAttributeAsync("data-kind", kinds[i]);
        }

        await Assertions.Expect(page.GetByTestId("cell")).ToHaveCountAsync(kinds.Length);
    }

    private static Task ExpectOnCellAsync(IPage page, int number) => Assertions.Expect(page.GetByTestId("cell").Nth(number - 1)).ToBeFocusedAsync();
}
