using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The server dies while the model writes.</summary>
[Collection(BrowserCollection.Name)]
public sealed class InterruptedGrowthTests(BrowserFixture browser)
{
    private const int Length = 800;
    private const float LongGrowth = 240_000;

    [Fact]
    public Task Growth_ServerKilledInTheMiddle_KeepsItsTextAndGoesOn() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("When the ship came home, the harbour was empty.");
        await notebook.SetAsync("count", 2);
        await notebook.SetAsync("tokens", Length);
        await notebook.SetAsync("seed", 3);
        await notebook.CloseSettingsAsync();

        await notebook.GrowAsync();
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(2);
        await notebook.ExpectCardsLongerAsync(80);
        string[] seen = await notebook.CardTextsAsync();
        // The save that was under way may be from before; the one after it holds what was seen.
        await notebook.ExpectVersionAsync(await notebook.VersionAsync() + 2);
        await server.KillAsync();
        await Screenshots.TakeOneAsync(ada.Page, "connection-lost");
        await server.StartAgainAsync();

        // The tab stayed open: it finds the new server by itself.
        await Assertions.Expect(ada.Page.Locator("[data-testid=card][data-status=Interrupted]").First).ToBeVisibleAsync();
        await notebook.ExpectGrownAsync(cards: 2);
        string[] kept = await notebook.CardTextsAsync();
        await Screenshots.TakeAsync(ada.Page, "notebook-interrupted");
        Assert.All(seen.Zip(kept), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));

        await ada.Page.GetByTestId("resume").First.ClickAsync();
        await Assertions.Expect(ada.Page.Locator("[data-testid=card][data-status=Done]")).ToHaveCountAsync(2, new() { Timeout = LongGrowth });
        (string Kept, string Whole)[] resumed = [.. kept.Zip(await notebook.CardTextsAsync())];
        Assert.All(resumed, text => Assert.StartsWith(text.Kept, text.Whole, StringComparison.Ordinal));
        Assert.Contains(resumed, text => text.Whole.Length > text.Kept.Length);
    });
}
