using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A search, watched by two people.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class WeavingTests(BrowserFixture browser)
{
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
        await Screenshots.TakeAsync(hers.Page, "weave");

        string found = await hers.Page.GetByTestId("search-node-text").TextContentAsync() ?? "";
        await hers.Page.GetByTestId("search-read").ClickAsync();
        await Assertions.Expect(hers.Passages.Last).ToContainTextAsync(found.Trim());
    });

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
