using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A story told live, then seen again at every moment of it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HistoryTests(BrowserFixture browser)
{
    [Fact]
    public Task Slider_OverAStory_ShowsAgainWhatWasSeen_PlaysIt_ComparesIt_AndBranchesFromIt() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        List<(long Version, NotebookSight Sight)> seen = [];
        async Task NoteAsync() => seen.Add((await notebook.VersionAsync(), await LookAsync(notebook)));

        await WriteAsync(notebook, "Once upon a time there was a clockmaker who wound every clock in the town by hand.");
        await NoteAsync();
        await notebook.SetAsync("tokens", 24);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await NoteAsync();
        await ChangeAsync(notebook, () => notebook.Card(2).GetByTestId("thumb-up").ClickAsync());
        await NoteAsync();
        await ChangeAsync(notebook, () => notebook.CardText(1).ClickAsync());
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
        await WriteAsync(notebook, " Nobody spoke.");
        await NoteAsync();
        string found = await WeaveAsync(notebook);
        await notebook.ExpectSavedAsync();
        NotebookSight now = await LookAsync(notebook);

        await OpenAsync(notebook.Page);
        foreach ((long version, NotebookSight sight) in Enumerable.Reverse(seen))
        {
            await GoAsync(notebook.Page, version);
            sight.AssertSame(await LookAsync(notebook));
        }

        await Assertions.Expect(Slider(notebook.Page)).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"^Event \d+ of \d+, .+, .+$"));
        await Screenshots.TakeOpenToAllAsync(notebook.Page, "history");

        await ShowSearchAsync(notebook.Page);
        await NameAndCompareAsync(notebook.Page);
        await PlayAsync(notebook.Page);
        await ExpectMomentAsync(notebook.Page, "now");
        now.AssertSame(await LookAsync(notebook));
        await Assertions.Expect(notebook.Page.GetByTestId("search-node-text")).ToHaveTextAsync(found);

        (long branched, NotebookSight past) = seen[2];
        await GoAsync(notebook.Page, branched);
        Uri before = notebook.Address;
        await notebook.Page.GetByTestId("history-branch").ClickAsync();
        await notebook.Page.WaitForURLAsync(address => address != before.ToString());
        await Assertions.Expect(notebook.Page.GetByTestId("saved")).ToContainTextAsync($"event {branched + 1}");
        past.AssertSame(await LookAsync(notebook));
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 8);
    });

    [Fact]
    public Task Page_InThePast_RefusesChanges_AndIsWalkedThroughByKeyboardAlone() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("Once upon a time.");
        IPage page = notebook.Page;

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(Slider(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(Slider(page)).ToHaveAttributeAsync("aria-valuenow", "1");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Slider(page)).ToHaveAttributeAsync("aria-valuenow", "3");
        await Assertions.Expect(page.GetByTestId("history-told")).ToContainTextAsync("You wrote “Once upon a time.”");

        await page.GetByTestId("grow").ClickAsync();
        await Assertions.Expect(page.GetByText("You look at the past")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Return to now" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("history-told")).ToContainTextAsync("now");
        await Slider(page).FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("history-open")).ToBeVisibleAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync("Once upon a time.");
    });

    private static ILocator Slider(IPage page) => page.GetByTestId("history-slider");

    /// <summary>What is typed now is a passage then, and a passage's leading space stands before it.</summary>
    private static async Task<NotebookSight> LookAsync(NotebookScreen notebook)
    {
        NotebookSight sight = await notebook.LookAsync();
        return sight with { Text = string.Concat(sight.Text.Where(character => !char.IsWhiteSpace(character))) };
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.GetByTestId("history-open").ClickAsync();
        // It takes the keyboard once it hears keys and mouse.
        await Assertions.Expect(Slider(page)).ToBeFocusedAsync();
    }

    /// <summary>Drags the thumb there with the mouse.</summary>
    private static async Task GoAsync(IPage page, long version)
    {
        LocatorBoundingBoxResult box = await Slider(page).BoundingBoxAsync() ?? throw new InvalidOperationException("The slider is not drawn.");
        long last = long.Parse(await Slider(page).GetAttributeAsync("aria-valuemax") ?? "", System.Globalization.CultureInfo.InvariantCulture);
        long at = long.Parse(await Slider(page).GetAttributeAsync("aria-valuenow") ?? "", System.Globalization.CultureInfo.InvariantCulture);
        float Place(long of) => (float)(box.X + (box.Width * (of - 1) / (last - 1)));
        await page.Mouse.MoveAsync(Place(at), (float)(box.Y + (box.Height / 2)));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(Place(version), (float)(box.Y + (box.Height / 2)), new() { Steps = 12 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(Slider(page)).ToHaveAttributeAsync("aria-valuenow", version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await ExpectMomentAsync(page, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Mouse.MoveAsync(1, 1);
    }

    /// <summary>The page follows the slider.</summary>
    private static Task ExpectMomentAsync(IPage page, string moment) =>
        Assertions.Expect(page.GetByTestId("notebook")).ToHaveAttributeAsync("data-moment", moment);

    /// <summary>The words are stored before the page counts their events; a page opened anew counts them all.</summary>
    private static async Task WriteAsync(NotebookScreen notebook, string text)
    {
        await notebook.WriteAsync(text);
        await notebook.Page.ReloadAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(text);
    }

    private static async Task ChangeAsync(NotebookScreen notebook, Func<Task> change)
    {
        long version = await notebook.VersionAsync();
        await change();
        await notebook.ExpectVersionAsync(version + 1);
    }

    private static async Task<string> WeaveAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await page.GetByTestId("weave").ClickAsync();
        await page.GetByTestId("search-settings").ClickAsync();
        foreach ((string field, string value) in new[] { ("tokens", "8"), ("seed", "5") })
        {
            await page.GetByTestId($"search-{field}").FillAsync(value);
            await page.GetByTestId($"search-{field}").PressAsync("Tab");
        }

        await Assertions.Expect(page.GetByTestId("search-settings")).ToContainTextAsync("8 tokens each");
        await page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-facts")).ToContainTextAsync("done");
        return await page.GetByTestId("search-node-text").TextContentAsync() ?? "";
    }

    /// <summary>Somewhere in the middle the search stands half-way.</summary>
    private static async Task ShowSearchAsync(IPage page)
    {
        await page.GetByTestId("history-changes").ClickAsync();
        await page.GetByTestId("history-step").Filter(new() { HasText = "began a search" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-facts")).ToContainTextAsync("0 of 72");
        for (int i = 0; i < 3; i++)
        {
            await Slider(page).PressAsync("ArrowRight");
        }

        await Assertions.Expect(page.GetByTestId("search-facts")).Not.ToContainTextAsync("0 of 72");
        await Assertions.Expect(page.GetByTestId("search-facts")).Not.ToContainTextAsync("done");
        await Screenshots.TakeOpenToAllAsync(page, "history-changes");
    }

    private static async Task NameAndCompareAsync(IPage page)
    {
        await page.GetByTestId("history-flag-button").ClickAsync();
        await page.GetByTestId("history-name").FillAsync("Half of the search");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("history-told")).ToContainTextAsync("Half of the search");
        await Assertions.Expect(page.GetByTestId("history-flag")).ToHaveCountAsync(1);

        await page.GetByTestId("history-differences-tab").ClickAsync();
        await page.GetByTestId("history-from").SelectOptionAsync("beginning");
        await page.GetByTestId("history-to").SelectOptionAsync("here");
        await Assertions.Expect(page.GetByTestId("history-difference").Filter(new() { HasText = "4 continuations grown" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("history-difference").Filter(new() { HasText = "Thumbed up" })).ToHaveCountAsync(1);
        await Screenshots.TakeOpenToAllAsync(page, "history-compare");
        await page.GetByTestId("history-changes").ClickAsync();
        await Assertions.Expect(page.GetByTestId("history-panel")).ToBeHiddenAsync();
    }

    private static async Task PlayAsync(IPage page)
    {
        await Slider(page).PressAsync("Home");
        await page.GetByTestId("history-speed").ClickAsync();
        await page.GetByTestId("history-speed").ClickAsync();
        await Assertions.Expect(page.GetByTestId("history-speed")).ToHaveTextAsync("20×");
        await page.GetByTestId("history-play").ClickAsync();
        await Assertions.Expect(page.GetByTestId("history-told")).ToContainTextAsync("now");
        await Assertions.Expect(page.GetByTestId("history-play")).ToHaveAttributeAsync("aria-label", "Play");
    }
}
