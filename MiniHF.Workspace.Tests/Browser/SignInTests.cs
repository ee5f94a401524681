using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Who comes in, and who does not.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignInTests(BrowserFixture browser)
{
    [Fact]
    public Task Workspace_StrangerOrUsedLink_ShowsTheWayInAndNothingElse() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor stranger = await story.ArriveAsync();
        foreach (string path in new[] { "", "n/0198f3a0-0000-7000-8000-000000000000", "?find=x" })
        {
            await stranger.GoToAsync(new Uri(server.Address, path));
            await ExpectHeadingAsync(stranger, "You are signed out");
        }

        await Screenshots.TakeOpenToAllAsync(stranger.Page, "signed-out");
        await stranger.GoToAsync(new Uri(server.Address, "welcome/not-a-token"));
        await ExpectHeadingAsync(stranger, "This link no longer works");

        Visitor ada = await story.ArriveAsync();
        await ada.GoToAsync(server.Link);
        await ExpectHeadingAsync(ada, "Welcome to MiniHF Workspace");
        await Screenshots.TakeAsync(ada.Page, "welcome");
        await ada.SignInAsync(server.Link, "Ada");
        await stranger.GoToAsync(server.Link);
        await ExpectHeadingAsync(stranger, "This link no longer works");
        await stranger.GoToAsync(server.Address);
        await ExpectHeadingAsync(stranger, "You are signed out");

        await ada.GoToAsync(new Uri(server.Address, "n/0198f3a0-0000-7000-8000-000000000000"));
        await ExpectHeadingAsync(ada, "There is nothing here");
        await ada.GoToAsync(new Uri(server.Address, "no/such/page"));
        await ExpectHeadingAsync(ada, "There is nothing here");
    });

    private static Task ExpectHeadingAsync(Visitor visitor, string heading) =>
        Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
}
