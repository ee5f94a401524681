using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A constitution is written, tried, saved, lost from sight and found again.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ConstitutionTests(BrowserFixture browser)
{
    [Fact]
    public Task Constitution_WrittenAndTried_KeepsItsDraftAndItsVersions() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        IPage page = ada.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Constitutions" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("empty-constitutions")).ToBeVisibleAsync();
        await Screenshots.TakeOpenToAllAsync(page, "constitutions-empty");
        await page.GetByTestId("from-example").ClickAsync();
        ILocator text = page.GetByTestId("constitution-text");
        await Assertions.Expect(page.GetByTestId("constitution-state")).ToHaveTextAsync("v1 · saved");
        await Assertions.Expect(page.GetByTestId("principle")).ToHaveCountAsync(3);

        await page.GetByTestId("trial-prompt").FillAsync("The lamp in the hall had gone out.");
        await page.GetByTestId("trial-response").FillAsync(" She lit it again, and went back up the stairs with her hand along the wall.");
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByTestId("trial-score")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("principle-score")).ToHaveCountAsync(3);
        await Screenshots.TakeOpenToAllAsync(page, "constitution");

        await text.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("==[Principle: Ends well; Weight: heavy]==\n{preamble}\nend with an image?");
        await Assertions.Expect(page.GetByTestId("constitution-problem")).ToContainTextAsync("line 23: the weight \"heavy\"");
        await Screenshots.TakeOpenToAllAsync(page, "constitution-fault");
        await page.ReloadAsync();
        await Assertions.Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Weight: heavy"));
        await Assertions.Expect(page.GetByTestId("constitution-problem")).ToBeVisibleAsync();

        await text.FillAsync((await text.InputValueAsync()).Replace("heavy", "0.3", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByTestId("principle")).ToHaveCountAsync(4);
        await page.GetByTestId("version-note").FillAsync("How it ends");
        await text.PressAsync("Control+s");
        await Assertions.Expect(page.GetByTestId("constitution-state")).ToHaveTextAsync("v2 · saved");
        await page.GetByTestId("version").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("difference")).ToContainTextAsync("Ends well");
        await Screenshots.TakeOpenToAllAsync(page, "constitution-versions");
        await page.GetByTestId("version").Nth(1).ClickAsync();
        await page.GetByTestId("restore-version").ClickAsync();
        await Assertions.Expect(page.GetByTestId("constitution-state")).ToContainTextAsync("changed since v2");
        await Assertions.Expect(text).Not.ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Ends well"));
    });
}
