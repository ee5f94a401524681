using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Two people judge, by keys alone.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RatingTests(BrowserFixture browser)
{
    [Fact]
    public Task TwoRaters_JudgeBlindPairsByKeys_SeeHowTheyAgree_AndTakeBack() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The lighthouse had been dark for eleven years. On the last night of October it burned.");
        await notebook.SetAsync("seed", 16);
        await notebook.SetAsync("tokens", 40);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);

        IPage hers = notebook.Page;
        await hers.GetByTestId("add-rate").ClickAsync();
        await Assertions.Expect(hers.GetByTestId("rating-stage")).ToBeFocusedAsync();
        await Assertions.Expect(hers.GetByTestId("rating-source")).ToHaveCountAsync(0);
        await ExpectProgressAsync(hers, "0 of 6");
        await hers.GetByTestId("rate-cell").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeAsync(hers, "rate");

        Visitor ben = await story.ArriveAsync();
        await ben.SignInAsync(await notebook.MakeLinkAsync("share-person"), "Ben");
        IPage his = ben.Page;
        await his.GetByTestId("rate-page").ClickAsync();
        await Assertions.Expect(his.GetByTestId("rate-desk")).ToBeVisibleAsync();
        await Assertions.Expect(his.GetByTestId("rating-pair")).ToBeVisibleAsync();
        await Screenshots.TakeOpenToAllAsync(his, "rate-page");

        await SayWhyByKeysAsync(his);
        await JudgeAllAsync(his, "0 of 6", 6);
        await Screenshots.TakeOpenToAllAsync(his, "rate-page-end");
        await LookBackAndLeaveByKeysAsync(his);
        await hers.GetByTestId("rating-stage").FocusAsync();
        await JudgeAllAsync(hers, "0 of 6", 6);

        await hers.GetByTestId("rate-results").ClickAsync();
        await Assertions.Expect(hers.GetByTestId("rating-agreement")).ToContainTextAsync("Two people said the same 6 of 6 times.");
        await Assertions.Expect(hers.GetByTestId("rating-bias")).ToContainTextAsync("of 12 times");
        await Assertions.Expect(hers.GetByTestId("rating-people").GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Screenshots.TakeOpenToAllAsync(hers, "rate-results");

        await hers.GetByTestId("rating-retract").First.PressAsync("Enter");
        await Assertions.Expect(hers.GetByTestId("rating-agreement")).ToContainTextAsync("5 of 5 times");
        await ExpectProgressAsync(hers, "5 of 6");
        await Assertions.Expect(hers.GetByTestId("rating-stage")).ToBeFocusedAsync();
        await hers.Keyboard.PressAsync("=");
        await ExpectProgressAsync(hers, "6 of 6");
        await Assertions.Expect(hers.GetByTestId("rating-agreement")).ToContainTextAsync("5 of 6 times");
        await hers.Keyboard.PressAsync("z");
        await ExpectProgressAsync(hers, "5 of 6");

        await FileHasAsync(hers, "rating-jsonl", "\"protocol\":\"pair\"");
        await FileHasAsync(hers, "rating-csv", ",pair,");
        await notebook.CardText(1).ClickAsync();
        await hers.GetByTestId("inspector-toggle").ClickAsync();
        await Assertions.Expect(hers.GetByTestId("branch-record")).ToContainTextAsync("preferred");
        await Screenshots.TakeOneAsync(hers, "rate-inspector");
        await JudgeInEveryWayByKeysAsync(hers);
    });

    /// <summary>The sheet of keys, and a reason that goes with the next answer.</summary>
    private static async Task SayWhyByKeysAsync(IPage page)
    {
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByTestId("keys")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("keys")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.GetByTestId("rate-comment")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("It has a rhythm.");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("rating-stage")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("rate-why")).ToContainTextAsync("why: “It has a rhythm.”");
    }

    private static async Task LookBackAndLeaveByKeysAsync(IPage page)
    {
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.GetByTestId("rating-own")).ToContainTextAsync("It has a rhythm.");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("rating-own")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("notebook")).ToBeVisibleAsync();
    }

    /// <summary>Every other way to judge, chosen and answered without a mouse.</summary>
    private static async Task JudgeInEveryWayByKeysAsync(IPage page)
    {
        await page.GetByTestId("rate-settings").PressAsync("Enter");
        await JudgeByKeysAsync(page, "Thumb", "rate-good", ["ArrowRight"], "1 of 4", "Kept: up.");
        await JudgeByKeysAsync(page, "Score", "rate-1", ["4"], "1 of 4", "Kept: 4 of 5.");
        await JudgeByKeysAsync(page, "Ranking", "rate-1", ["3", "1", "Backspace", "2", "Enter"], "1 of 1", "Kept: 3 > 2.");
    }

    private static async Task JudgeByKeysAsync(IPage page, string way, string answer, string[] keys, string progress, string said)
    {
        ILocator tab = page.GetByTestId($"rate-by-{way}");
        await tab.PressAsync("Enter");
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectProgressAsync(page, $"0 of {progress[^1]}");
        await page.GetByTestId(answer).FocusAsync();
        foreach (string key in keys)
        {
            await page.GetByTestId("rating-stage").PressAsync(key);
        }

        await ExpectProgressAsync(page, progress);
        await Assertions.Expect(page.GetByTestId("rating-said")).ToHaveTextAsync(said);
    }

    /// <summary>Both prefer the text whose words come first in the alphabet, wherever it stands.</summary>
    private static async Task JudgeAllAsync(IPage page, string before, int count)
    {
        await ExpectProgressAsync(page, before);
        for (int judged = 1; judged <= count; judged++)
        {
            string[] texts = [.. await page.GetByTestId("rating-words").AllTextContentsAsync()];
            await page.Keyboard.PressAsync(string.CompareOrdinal(texts[0], texts[1]) < 0 ? "ArrowLeft" : "ArrowRight");
            await Assertions.Expect(page.GetByTestId("rate-progress")).ToContainTextAsync($"{judged} of {count}");
        }

        await Assertions.Expect(page.GetByTestId("rating-end")).ToBeVisibleAsync();
    }

    private static Task ExpectProgressAsync(IPage page, string progress) =>
        Assertions.Expect(page.GetByTestId("rate-progress")).ToContainTextAsync(progress);

    private static async Task FileHasAsync(IPage page, string link, string words)
    {
        string path = await page.GetByTestId(link).GetAttributeAsync("href") ?? "";
        string text = await page.EvaluateAsync<string>("path => fetch(path).then(answer => answer.text())", path);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }
}
