using Microsoft.Playwright;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>
/// A tour of the main pages, with pictures of each in light, in dark and on a phone. With <c>MINIHF_UPDATE_PICTURES=1</c> the README's pictures are written too.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PagesTests(BrowserFixture browser)
{
    private const string Beginning =
        "The light in the old house by the sea had been out for eleven years. On the last night of October, as the fishermen came in, it was burning.";

    [Fact]
    public Task Tour_EveryMainPage_OpensWithoutAnError() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.RenameAsync("The light at the old house");
        await notebook.WriteAsync(Beginning);
        await ChooseSettingsAsync(notebook);

        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await PickAsync(notebook, 3);
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await notebook.Passages.First.ClickAsync();
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(1);
        await notebook.Card(1).GetByTestId("bookmark").ClickAsync();
        await notebook.Card(2).GetByTestId("thumb-down").ClickAsync();
        await notebook.Card(4).GetByTestId("thumb-up").ClickAsync();
        await PickAsync(notebook, 4);
        await notebook.WriteAsync(". Nobody spoke. Then, one after another, they took off their hats.");
        await notebook.SetAsync("seed", 26);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await notebook.Card(1).GetByTestId("thumb-up").ClickAsync();
        await Assertions.Expect(notebook.Page.Locator("[data-testid=tree-node].liked")).ToHaveCountAsync(2);
        await notebook.ExpectSavedAsync();
        await LeaveAloneAsync(ada.Page);
        await Screenshots.TakeAsync(ada.Page, "notebook");
        RenewPictures();

        await VisitPanelsAsync(ada.Page);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "All notebooks" }).ClickAsync();
        await Assertions.Expect(ada.Page.GetByTestId("notebook-row")).ToHaveCountAsync(1);
        await Screenshots.TakeAsync(ada.Page, "home");
        await VisitStatusAsync(ada.Page);
    });

    private static async Task VisitStatusAsync(IPage page)
    {
        await page.GetByTestId("me").ClickAsync();
        await page.GetByTestId("status-link").ClickAsync();
        await Assertions.Expect(page.GetByTestId("model-facts")).ToContainTextAsync("5.9 million weights");
        await Assertions.Expect(page.GetByTestId("model-rate")).ToContainTextAsync("at rest");
        await Screenshots.TakeAsync(page, "status");
    }

    private static async Task PickAsync(NotebookScreen notebook, int number)
    {
        await notebook.CardText(number).ClickAsync();
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
    }

    private static async Task ChooseSettingsAsync(NotebookScreen notebook)
    {
        // A seed whose continuations read well.
        await notebook.SetAsync("seed", 16);
        await notebook.SetAsync("tokens", 56);
        await notebook.SetAsync("temperature", 0.8);
        await notebook.SetAsync("top-p", 0.95);
        await notebook.SetAsync("repetition", 1.1);
        await Screenshots.TakeAsync(notebook.Page, "settings");
        await notebook.CloseSettingsAsync();
    }

    /// <summary>Nothing is focused, hovered or scrolled.</summary>
    private static async Task LeaveAloneAsync(IPage page)
    {
        await page.EvaluateAsync("() => { document.activeElement?.blur(); scrollTo(0, 0); }");
        await page.Mouse.MoveAsync(1, 1);
    }

    private static async Task VisitPanelsAsync(IPage page)
    {
        foreach ((string tab, string shown) in new[] { ("tab-Outline", "outline"), ("tab-Reading", "prose"), ("tab-Tree", "tree") })
        {
            await page.GetByTestId(tab).ClickAsync();
            await Assertions.Expect(page.GetByTestId(shown)).ToBeVisibleAsync();
            await Screenshots.TakeOpenToAllAsync(page, tab.ToLowerInvariant());
        }

        await page.GetByTestId("card-text").First.ClickAsync();
        await page.GetByTestId("inspector-toggle").ClickAsync();
        await Assertions.Expect(page.GetByTestId("certainty")).ToBeVisibleAsync();
        await Screenshots.TakeOpenToAllAsync(page, "inspector");
        await page.GetByTestId("inspector-toggle").ClickAsync();

        foreach ((string button, string dialog) in new[] { ("keys-open", "keys"), ("share", "share-dialog") })
        {
            await page.GetByTestId(button).ClickAsync();
            await Assertions.Expect(page.GetByTestId(dialog)).ToBeVisibleAsync();
            await Screenshots.TakeAsync(page, dialog);
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByTestId(dialog)).ToBeHiddenAsync();
        }
    }

    private static void RenewPictures()
    {
        if (Environment.GetEnvironmentVariable("MINIHF_UPDATE_PICTURES") != "1")
        {
            return;
        }

        foreach (string look in new[] { "light", "dark", "phone" })
        {
            File.Copy(
                Path.Combine(Screenshots.Folder, $"notebook-{look}.png"),
                Path.Combine(Directory.CreateDirectory(Repository.PathTo(".github", "pictures")).FullName, $"notebook-{look}.png"),
                overwrite: true);
        }
    }
}
