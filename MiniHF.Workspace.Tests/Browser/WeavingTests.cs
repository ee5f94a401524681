using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A search, watched by two people.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class WeavingTests(BrowserFixture browser)
{
    private const float LongSearch = 240_000;

    [Fact]
    public Task Search_FromTheText_GrowsForBoth_AndItsResultJoinsTheText() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen hers = await ada.MakeNotebookAsync();
        await hers.WriteAsync("Once upon a time there was a clockmaker who wound every clock in the town by hand.");
        Visitor ben = await story.ArriveAsync();
        await ben.SignInAsync(await hers.MakeLinkAsync("share-person"), "Ben");
        await ben.GoToAsync(hers.Address);

        await hers.Page.GetByTestId("weave").ClickAsync();
        await Assertions.Expect(hers.Page.GetByTestId("search-facts")).ToHaveTextAsync("from “town by hand”");
        await Screenshots.TakeAsync(hers.Page, "weave-new");
        await SetAsync(hers.Page, "tokens", "12");
        await SetAsync(hers.Page, "seed", "5");
        await hers.Page.GetByTestId("search-settings").ClickAsync();
        await Assertions.Expect(hers.Page.GetByTestId("search-settings")).ToContainTextAsync("12 tokens each");
        await hers.Page.GetByTestId("search-start").ClickAsync();

        await Assertions.Expect(ben.Page.GetByTestId("search-facts")).ToContainTextAsync("round 2");
        await Screenshots.TakeOneAsync(ben.Page, "weave-running");
        await Assertions.Expect(hers.Page.GetByTestId("search-facts")).ToContainTextAsync("72 of 72 · round 3 · done");
        await Assertions.Expect(ben.Page.GetByTestId("search-node")).ToHaveCountAsync(73);
        await Assertions.Expect(hers.Page.GetByTestId("search-node-score")).ToHaveTextAsync(PercentPattern());
        await hers.Page.GetByTestId("weave-cell").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeOpenToAllAsync(hers.Page, "weave");

        string found = await hers.Page.GetByTestId("search-node-text").TextContentAsync() ?? "";
        await hers.Page.GetByTestId("search-read").ClickAsync();
        await Assertions.Expect(hers.Passages.Last).ToContainTextAsync(found.Trim());
    });

    [Fact]
    public Task Search_ServerKilledInTheMiddle_KeepsWhatItFound_AndGoesOn() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("When the ship came home, the harbour was empty.");
        await notebook.Page.GetByTestId("weave").ClickAsync();
        await SetAsync(notebook.Page, "tokens", "48");
        await SetAsync(notebook.Page, "budget", "240");
        await SetAsync(notebook.Page, "seed", "7");
        await notebook.Page.GetByTestId("search-settings").ClickAsync();
        await notebook.Page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("search-node").Nth(16)).ToBeVisibleAsync();

        await server.KillAsync();
        string[] seen = await NodesAsync(notebook.Page);
        await server.StartAgainAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("interrupted");
        string[] kept = await NodesAsync(notebook.Page);
        await Screenshots.TakeOpenToAllAsync(notebook.Page, "weave-interrupted");
        Assert.Equal(seen, kept.Take(seen.Length));

        await notebook.Page.GetByTestId("search-resume").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("240 of 240", new() { Timeout = LongSearch });
        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("done", new() { Timeout = LongSearch });
        Assert.Equal(kept.Select(TextOf), (await NodesAsync(notebook.Page)).Take(kept.Length).Select(TextOf));
    });

    [Fact]
    public Task Search_Again_LeavesTheEarlierOneInReach() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The lamp in the hall had gone out.");
        await notebook.Page.GetByTestId("weave").ClickAsync();
        await SetAsync(notebook.Page, "tokens", "6");
        await SetAsync(notebook.Page, "budget", "8");
        await SetAsync(notebook.Page, "round", "8");
        await notebook.Page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("8 of 8");
        await SetAsync(notebook.Page, "budget", "4");
        await notebook.Page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("4 of 4");

        await notebook.Page.GetByTestId("past-item").First.ClickAsync();

        await Assertions.Expect(notebook.Page.GetByTestId("search-facts")).ToContainTextAsync("8 of 8");
        await Assertions.Expect(notebook.Page.GetByTestId("search-node")).ToHaveCountAsync(9);
        await Screenshots.TakeAsync(notebook.Page, "weave-earlier");
    });

    private static async Task<string[]> NodesAsync(IPage page) =>
        await page.GetByTestId("search-node").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.getAttribute('aria-label'))");

    /// <summary>Without score and state, which change as the search goes on.</summary>
    private static string TextOf(string label) => label[(label.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    private static async Task SetAsync(IPage page, string field, string value)
    {
        if (!await page.GetByTestId("search-fields").IsVisibleAsync())
        {
            await page.GetByTestId("search-settings").ClickAsync();
        }

        ILocator input = page.GetByTestId($"search-{field}");
        await input.FillAsync(value);
        await input.PressAsync("Tab");
    }

    [GeneratedRegex(@"^\d+ %$")]
    private static partial Regex PercentPattern();
}
