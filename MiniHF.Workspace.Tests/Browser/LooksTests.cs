using System.Globalization;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>
/// Every page and the main states of every kind of cell, in all themes: looked at by axe-core, and left as pictures for people to look at.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class LooksTests(BrowserFixture browser)
{
    private const string Beginning = "The lighthouse had been dark for eleven years. On the last night of October it burned.";

    // Sums what moves in the page without anybody having touched it, as browsers measure it.
    private const string WatchShifts = """
        () => { window.shifted = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) { if (!entry.hadRecentInput) { window.shifted += entry.value; } } }).observe({ type: 'layout-shift', buffered: false }); }
        """;

    [Fact]
    public Task Notebook_EveryKindOfCell_IsOpenToEverybody() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.GoToAsync(server.Link);
        IPage page = ada.Page;
        List<string> found = [.. await Accessibility.FindAsync(page, "welcome")];
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        async Task LookAsync(string place, bool takePictures = true)
        {
            found.AddRange(await Accessibility.FindAsync(page, place));
            if (takePictures)
            {
                await Screenshots.TakeAsync(page, $"look-{place}");
            }
        }

        await LookAsync("write-empty", takePictures: false);
        await notebook.WriteAsync(Beginning);
        await notebook.SetAsync("tokens", 24);
        await LookAsync("settings", takePictures: false);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await LookAsync("write-grown", takePictures: false);
        foreach (string kind in (string[])["note", "weave", "evaluate", "rate", "tune", "chart"])
        {
            await page.GetByTestId($"add-{kind}").ClickAsync();
            await Assertions.Expect(page.Locator($"[data-kind={kind}]")).ToHaveCountAsync(1);
        }

        await page.GetByTestId("note-rendered").ClickAsync();
        await page.GetByTestId("note-text").FillAsync("# Keep it quiet\n\nThe strange thing *comes late*; see [the sea](https://example.org/sea).");
        await LookAsync("note-editing", takePictures: false);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("evaluate-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("evaluate-facts")).ToHaveTextAsync("4 texts");
        await page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(page.Locator("[data-kind=weave] [data-status=done]")).ToHaveCountAsync(1);
        await page.GetByTestId("cell-menu-open").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await LookAsync("cell-menu", takePictures: false);
        await page.Keyboard.PressAsync("Escape");

        foreach (string kind in (string[])["note", "weave", "evaluate", "rate", "tune", "chart"])
        {
            await page.Locator($"[data-kind={kind}]").EvaluateAsync("cell => cell.scrollIntoView({ block: 'start' })");
            await LookAsync($"cell-{kind}");
        }

        found.AddRange(await KeyboardWalk.FindAsync(page));
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByTestId("palette-find")).ToBeFocusedAsync();
        await LookAsync("palette");
        await page.Keyboard.PressAsync("Escape");
        foreach ((string opener, string sheet) in new[] { ("keys-open", "keys"), ("share", "share-dialog"), ("defaults-open", "defaults"), ("me", "me-dialog") })
        {
            await page.GetByTestId(opener).ClickAsync();
            await Assertions.Expect(page.GetByTestId(sheet)).ToBeVisibleAsync();
            await LookAsync(sheet, takePictures: sheet == "defaults");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByTestId(sheet)).ToBeHiddenAsync();
        }

        foreach ((string address, string name, string shown) in new[]
        {
            ("", "home", "new-notebook"), ("constitutions", "constitutions", "new-constitution"), ("runs", "runs", "new-run"), ("runs/new", "run-new", "run-start"), ("status", "status", "model-facts"),
        })
        {
            await ada.GoToAsync(new Uri(server.Address, address));
            await Assertions.Expect(page.GetByTestId(shown).First).ToBeVisibleAsync();
            await LookAsync(name);
        }

        Accessibility.AssertNothing(found);
    });

    [Fact]
    public Task HighContrast_Dense_AndForcedColours_LeaveThePageWhole() => browser.TellAsync(async story =>
    {
        NotebookScreen notebook = await BeginToGrowAsync(story, tokens: 24);
        await notebook.ExpectGrownAsync(cards: 4);
        IPage page = notebook.Page;

        await ChooseLookAsync(page, "contrast");
        await ChooseLookAsync(page, "compact");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("html[data-theme=contrast][data-density=compact]")).ToHaveCountAsync(1);
        await notebook.ExpectGrownAsync(cards: 4);
        await Screenshots.TakeAsync(page, "look-contrast-compact");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active });
        await Screenshots.TakeOneAsync(page, "look-forced-colours");
    });

    [Fact]
    public Task Growing_MovesNothingThatIsThere() => browser.TellAsync(async story =>
    {
        NotebookScreen notebook = await BeginToGrowAsync(story, tokens: 60);
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(4);
        await notebook.ExpectCardsLongerAsync(1);

        await notebook.Page.EvaluateAsync(WatchShifts);
        await notebook.ExpectGrownAsync(cards: 4);

        double shifted = await notebook.Page.EvaluateAsync<double>("() => window.shifted");
        // A hundredth is a line of text that moves by its own height: the carets at the ends of the texts take a part of it.
        Assert.True(shifted < 0.01, string.Create(CultureInfo.InvariantCulture, $"The page moved by {shifted:0.000} while it grew."));
    });

    [Fact]
    public Task Printing_APath_PutsTheProseOnPaperAndNothingElse() => browser.TellAsync(async story =>
    {
        NotebookScreen notebook = await BeginToGrowAsync(story, tokens: 24);
        await notebook.ExpectGrownAsync(cards: 4);
        IPage page = notebook.Page;
        await notebook.CardText(1).ClickAsync();
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
        await page.GetByTestId("add-note").ClickAsync();
        await Assertions.Expect(page.GetByTestId("note-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Of no use on paper.");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("note-rendered")).ToHaveTextAsync("Of no use on paper.");
        await page.GetByTestId("tab-Reading").ClickAsync();
        await Assertions.Expect(page.GetByTestId("prose")).ToBeVisibleAsync();
        string prose = string.Concat(await page.GetByTestId("prose").AllInnerTextsAsync());
        await page.EvaluateAsync("() => { window.print = () => { }; }");
        await page.GetByTestId("print").ClickAsync();

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Screenshots.TakeOneAsync(page, "look-print");
        string printed = await page.Locator("body").InnerTextAsync();
        byte[] pdf = await page.PdfAsync();

        Assert.Equal(Words(prose), Words(printed));
        Assert.Equal("rgb(255, 255, 255)", await page.Locator("body").EvaluateAsync<string>("body => getComputedStyle(body).backgroundColor"));
        Assert.True(pdf.Length > 1_000);
    });

    /// <summary>Ada's notebook with a beginning, and four texts going on from it.</summary>
    private static async Task<NotebookScreen> BeginToGrowAsync(Story story, int tokens)
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync(Beginning);
        await notebook.SetAsync("tokens", tokens);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        return notebook;
    }

    private static async Task ChooseLookAsync(IPage page, string value)
    {
        await page.GetByTestId("theme").ClickAsync();
        await page.GetByTestId($"look-{value}").ClickAsync();
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
