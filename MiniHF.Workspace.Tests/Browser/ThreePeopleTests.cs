using System.Globalization;
using Microsoft.Playwright;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>
/// A group's evening: three people, one notebook, two servers on one database. One writes, one weaves, one rates. The writer loses the network while
/// typing, and the server that two of them use is killed and started again meanwhile.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class ThreePeopleTests(BrowserFixture browser, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Beginning = "The lighthouse had been dark for eleven years. On the last night of October it burned.";
    private const string BeforeTheTunnel = " Nobody in the village said a word about it.";
    private const string InTheTunnel = " They closed their shutters, and they waited for the boat.";
    private const string AfterIt = " It did not come.";

    [Fact]
    public Task Notebook_WriterCutOffAndServerKilled_NothingIsMissingAnywhere() => browser.TellAsync(async story =>
    {
        string database = await postgres.CreateConnectionStringAsync(empty: true);
        WorkspaceServer first = await story.StartServerOnAsync(database);
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(first.Link, "Ada");
        NotebookScreen writer = await ada.MakeNotebookAsync();
        await writer.WriteAsync(Beginning);
        await writer.SetAsync("seed", 16);
        await writer.SetAsync("tokens", 24);
        await writer.CloseSettingsAsync();
        await writer.GrowAsync();
        await writer.ExpectGrownAsync(cards: 4);

        WorkspaceServer second = await story.StartServerOnAsync(database);
        Visitor ben = await story.ArriveAsync();
        await ben.SignInAsync(await writer.MakeLinkAsync("share-person"), "Ben");
        Visitor cleo = await story.ArriveAsync();
        await cleo.SignInAsync(At(second, await writer.MakeLinkAsync("share-person")), "Cleo");
        Assert.Equal(second.Address.Port, new Uri(cleo.Page.Url).Port);

        await writer.CardText(1).ClickAsync();
        await Assertions.Expect(writer.Passages).ToHaveCountAsync(2);
        await writer.WriteAsync(BeforeTheTunnel);
        ILocator stage = await BeginToRateAsync(cleo.Page);
        await BeginToWeaveAsync(ben.Page);

        await ada.SetOfflineAsync(true);
        await writer.TypeAsync(InTheTunnel);
        await JudgeAsync(cleo.Page, stage, 1);
        await first.KillAsync();
        await writer.TypeAsync(AfterIt);
        await JudgeAsync(cleo.Page, stage, 2);
        await Assertions.Expect(writer.Page.GetByTestId("typing-state")).ToContainTextAsync("Kept here until the server is back");
        await Screenshots.TakeAsync(writer.Page, "three-cut-off");
        await first.StartAgainAsync();
        await JudgeAsync(cleo.Page, stage, 3);
        await ada.SetOfflineAsync(false);

        const string All = BeforeTheTunnel + InTheTunnel + AfterIt;
        await Assertions.Expect(writer.Page.GetByTestId("reconnect")).ToBeHiddenAsync();
        await Assertions.Expect(writer.Writer).ToHaveValueAsync(All);
        await writer.ExpectSavedAsync();
        await FinishWeavingAsync(ben.Page);
        await Assertions.Expect(cleo.Page.GetByTestId("search-facts")).ToContainTextAsync("done");

        Visitor tablet = await story.ArriveAsync();
        await tablet.GoToAsync(At(second, await writer.MakeLinkAsync("share-device")));
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(tablet.Notebook.Writer).ToHaveValueAsync(All);
        long last = await writer.VersionAsync();
        await tablet.Notebook.ExpectVersionAsync(last);
        (await writer.LookAsync()).AssertSame(await tablet.Notebook.LookAsync());
        Assert.Equal(await SearchAsync(ben.Page), await SearchAsync(tablet.Page));

        string[] here = await WalkAsync(writer.Page);
        string[] there = await WalkAsync(tablet.Page);
        Assert.Equal(here, there);
        Assert.Equal(last, here.Length);
        Assert.Equal(Enumerable.Range(1, here.Length).Select(number => $"Event {number} of {here.Length}"), here.Select(told => told[..told.IndexOf(',', StringComparison.Ordinal)]));
        Assert.Equal(3, here.Count(told => told.Contains("compared", StringComparison.Ordinal)));
        await Screenshots.TakeAsync(writer.Page, "three-history");
    });

    /// <summary>The same link at another server.</summary>
    private static Uri At(WorkspaceServer server, Uri link) => new UriBuilder(link) { Port = server.Address.Port }.Uri;

    private static async Task<ILocator> BeginToRateAsync(IPage page)
    {
        await page.GetByTestId("add-rate").ClickAsync();
        ILocator stage = page.GetByTestId("rating-stage");
        await Assertions.Expect(stage).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("rate-progress")).ToContainTextAsync("0 of");
        return stage;
    }

    private static async Task JudgeAsync(IPage page, ILocator stage, int number)
    {
        await stage.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.GetByTestId("rate-progress")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{number} of"));
    }

    private static async Task BeginToWeaveAsync(IPage page)
    {
        await page.GetByTestId("weave").ClickAsync();
        if (!await page.GetByTestId("search-fields").IsVisibleAsync())
        {
            await page.GetByTestId("search-settings").ClickAsync();
        }

        foreach ((string field, string value) in new[] { ("tokens", "24"), ("budget", "120"), ("seed", "7") })
        {
            await page.GetByTestId($"search-{field}").FillAsync(value);
            await page.GetByTestId($"search-{field}").PressAsync("Tab");
        }

        await page.GetByTestId("search-settings").ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-settings")).ToContainTextAsync("24 tokens each");
        await page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-node").Nth(4)).ToBeVisibleAsync();
    }

    /// <summary>Where the server's end interrupted the search, it goes on from where it stood.</summary>
    private static async Task FinishWeavingAsync(IPage page)
    {
        ILocator facts = page.GetByTestId("search-facts");
        await Assertions.Expect(facts).ToContainTextAsync(new System.Text.RegularExpressions.Regex("interrupted|done"));
        if ((await facts.TextContentAsync() ?? "").Contains("interrupted", StringComparison.Ordinal))
        {
            await page.GetByTestId("search-resume").ClickAsync();
        }

        await Assertions.Expect(facts).ToContainTextAsync("done", new() { Timeout = 240_000 });
    }

    private static async Task<string[]> SearchAsync(IPage page) =>
        await page.GetByTestId("search-node").EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.getAttribute('aria-label'))");

    /// <summary>Every step of the slider, from the first event to the last, in the words it has for it.</summary>
    private static async Task<string[]> WalkAsync(IPage page)
    {
        await page.GetByTestId("history-open").ClickAsync();
        ILocator slider = page.GetByTestId("history-slider");
        // It takes the keyboard once it hears it.
        await Assertions.Expect(slider).ToBeFocusedAsync();
        await slider.PressAsync("Home");
        List<string> told = [];
        long last = long.Parse(await slider.GetAttributeAsync("aria-valuemax") ?? "", CultureInfo.InvariantCulture);
        for (long at = 1; at <= last; at++)
        {
            await Assertions.Expect(slider).ToHaveAttributeAsync("aria-valuenow", at.ToString(CultureInfo.InvariantCulture));
            // Without how long ago it was, which goes on.
            string words = await slider.GetAttributeAsync("aria-valuetext") ?? "";
            told.Add(words[..words.LastIndexOf(',')]);
            if (at < last)
            {
                await slider.PressAsync("ArrowRight");
            }
        }

        return [.. told];
    }
}
