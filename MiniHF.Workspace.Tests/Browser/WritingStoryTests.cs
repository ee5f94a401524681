using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>What the workspace is for, from the first link to the morning after a power cut: on the real application, a real Postgres and a real model.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WritingStoryTests(BrowserFixture browser)
{
    private const string Beginning = "The light in the old house by the sea had been out for eleven years.";
    private const string Edit = " She laughed, and went in.";

    [Fact]
    public Task Notebook_GrownPickedEditedRatedAndKilled_IsFoundAsItWas() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        await Screenshots.TakeOpenToAllAsync(ada.Page, "home-empty");

        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await Screenshots.TakeAsync(ada.Page, "notebook-empty");
        await notebook.WriteAsync(Beginning);
        await notebook.SetAsync("tokens", 128);
        await notebook.SetAsync("seed", 7);
        await notebook.CloseSettingsAsync();

        await SeeFourStreamInAsync(notebook);
        await PickBesideTheTextAsync(notebook, 2);
        await EditAsync(notebook);
        await ThumbAnotherDownAsync(notebook);
        await GrowOnAsync(notebook);
        await PruneAndTakeBackAsync(notebook);
        await BookmarkAsync(notebook, 1);
        await notebook.ExpectSavedAsync();
        await Screenshots.TakeAsync(ada.Page, "story-before-the-kill");

        NotebookSight before = await notebook.LookAsync();
        Uri address = notebook.Address;
        await ada.CloseTabAsync();
        await server.KillAsync();
        await server.StartAgainAsync();
        await ada.OpenTabAsync();
        await ada.GoToAsync(address);
        await ada.Notebook.ExpectGrownAsync(cards: 4);
        await Assertions.Expect(ada.Notebook.TreeNodes).ToHaveCountAsync(9);
        await Screenshots.TakeOneAsync(ada.Page, "story-after-the-kill");

        before.AssertSame(await ada.Notebook.LookAsync());
        Assert.Contains(Edit, before.Text, StringComparison.Ordinal);
        Assert.StartsWith(Beginning, before.Text, StringComparison.Ordinal);
    });

    private static async Task SeeFourStreamInAsync(NotebookScreen notebook)
    {
        await CardRecorder.StartAsync(notebook.Page);
        await notebook.GrowAsync();
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(4);
        await notebook.ExpectCardsLongerAsync(60);
        await Screenshots.TakeOneAsync(notebook.Page, "notebook-growing");
        await notebook.ExpectGrownAsync(cards: 4);

        IReadOnlyList<CardGlimpse[]> sideBySide = [.. (await CardRecorder.SeenAsync(notebook.Page)).Where(cards => cards.Length == 4 && cards.All(card => card.Growing))];
        for (int card = 0; card < 4; card++)
        {
            Assert.True(sideBySide.Select(cards => cards[card].Length).Distinct().Count() >= 3, $"Card {card + 1} did not grow while all four were growing.");
        }

        string[] texts = await notebook.CardTextsAsync();
        Assert.Equal(4, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text => Assert.NotEqual("", text));
    }

    private static async Task PickBesideTheTextAsync(NotebookScreen notebook, int number)
    {
        string text = await notebook.CardText(number).InnerTextAsync();
        await notebook.Page.Keyboard.PressAsync($"{number}");

        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
        await Assertions.Expect(notebook.Passages.Nth(0)).ToHaveTextAsync(Beginning);
        await Assertions.Expect(notebook.Passages.Nth(1)).ToHaveTextAsync(text);
    }

    private static async Task EditAsync(NotebookScreen notebook)
    {
        await notebook.Passages.Nth(1).DblClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("passage-editor")).ToBeFocusedAsync();
        await notebook.Page.Keyboard.TypeAsync(Edit);
        await notebook.Page.Keyboard.PressAsync("Shift+Enter");

        await Assertions.Expect(notebook.Passages.Nth(1)).ToContainTextAsync(Edit);
        await Assertions.Expect(notebook.Writer).ToBeFocusedAsync();
    }

    /// <summary>By keyboard: out of the text, to the parent whose cards are shown, and back to the one picked.</summary>
    private static async Task ThumbAnotherDownAsync(NotebookScreen notebook)
    {
        await notebook.Page.Keyboard.PressAsync("Escape");
        await notebook.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(4);
        ILocator thumb = notebook.Card(3).GetByTestId("thumb-down");
        await thumb.ClickAsync();
        await Assertions.Expect(thumb).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(notebook.Page.Locator("[data-testid=tree-node].disliked")).ToHaveCountAsync(1);
        await notebook.CardText(2).ClickAsync();
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
    }

    private static async Task GrowOnAsync(NotebookScreen notebook)
    {
        await notebook.Writer.FocusAsync();
        await notebook.Page.Keyboard.PressAsync("Shift+Enter");
        await notebook.ExpectGrownAsync(cards: 4);
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(9);
    }

    private static async Task PruneAndTakeBackAsync(NotebookScreen notebook)
    {
        string[] texts = await notebook.CardTextsAsync();
        await notebook.Card(4).GetByTestId("prune").ClickAsync();
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(3);
        await notebook.Page.GetByTestId("undo").ClickAsync();
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(4);
        Assert.Equal(texts, await notebook.CardTextsAsync());
    }

    private static async Task BookmarkAsync(NotebookScreen notebook, int number)
    {
        await notebook.Card(number).GetByTestId("bookmark").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("bookmarks").Locator("li")).ToHaveCountAsync(1);
    }
}
