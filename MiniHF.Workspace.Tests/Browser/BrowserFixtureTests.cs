using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The browser under the browser tests, on pages that need no server.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrowserFixtureTests(BrowserFixture browser)
{
    [Fact]
    public async Task Visit_ButtonClicked_RunsThePagesScript()
    {
        await browser.VisitAsync(Page("<button onclick='this.textContent = 1'>0</button>"), async page =>
        {
            await page.ClickAsync("button");

            await Assertions.Expect(page.Locator("button")).ToHaveTextAsync("1");
        });
    }

    [Fact]
    public async Task Visit_ScriptThrows_FailsTheTest()
    {
        Exception? failure = await Record.ExceptionAsync(() => browser.VisitAsync(
            Page("<button onclick='throw new Error(`not caught`)'>0</button>"),
            page => page.ClickAsync("button")));

        Assert.Contains("not caught", Assert.IsType<Xunit.Sdk.EmptyException>(failure).Message, StringComparison.Ordinal);
    }

    private static Uri Page(string body) => new($"data:text/html,{Uri.EscapeDataString(body)}");
}
