using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Two people, two browsers, one notebook.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TogetherTests(BrowserFixture browser)
{
    [Fact]
    public Task Notebook_TwoPeople_SeeEachOthersChangesAtOnce() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen hers = await ada.MakeNotebookAsync();
        await hers.WriteAsync("It was the quietest winter anybody could remember.");
        await hers.SetAsync("tokens", 96);
        await hers.SetAsync("seed", 5);
        await hers.CloseSettingsAsync();

        Visitor ben = await story.ArriveAsync();
        await ben.SignInAsync(await hers.MakeLinkAsync("share-person"), "Ben");
        NotebookScreen his = ben.Notebook;
        await Assertions.Expect(OthersOn(hers).And(hers.Page.GetByLabel("Ben"))).ToHaveCountAsync(1);
        await Assertions.Expect(OthersOn(his).And(his.Page.GetByLabel("Ada"))).ToHaveCountAsync(1);

        await GrowsForBothAsync(hers, his);
        await RatesForBothAsync(hers, his);
        await his.RenameAsync("The quiet winter");
        await hers.ExpectTitleAsync("The quiet winter");
        await Screenshots.TakeAsync(hers.Page, "notebook-together");
        await WriteAtOnceAsync(hers, his);
        await ReadsWhatIsNewAsync(hers);

        await ben.CloseTabAsync();
        await Assertions.Expect(OthersOn(hers)).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Device_LinkForAnother_SignsTheSamePersonInOnce() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor laptop = await story.ArriveAsync();
        await laptop.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await laptop.MakeNotebookAsync();
        await notebook.WriteAsync("Rain.");

        Visitor tablet = await story.ArriveAsync();
        Uri link = await notebook.MakeLinkAsync("share-device");
        await tablet.GoToAsync(link);
        await Assertions.Expect(tablet.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Welcome back, Ada");
        await tablet.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(tablet.Notebook.Writer).ToHaveValueAsync("Rain.");
        await Assertions.Expect(tablet.Page.GetByTestId("me")).ToHaveAttributeAsync("title", "Ada: you");
        await Assertions.Expect(OthersOn(notebook)).ToHaveCountAsync(0);

        Visitor stranger = await story.ArriveAsync();
        await stranger.GoToAsync(link);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link no longer works");
    });

    /// <summary>The faces of other people who have the notebook open.</summary>
    private static ILocator OthersOn(NotebookScreen notebook) => notebook.Page.GetByTestId("people").GetByTestId("follow");

    private static async Task GrowsForBothAsync(NotebookScreen hers, NotebookScreen his)
    {
        await his.TreeNodes.Or(his.Passages).First.ClickAsync();
        await Assertions.Expect(his.Passages).ToHaveCountAsync(1);
        await CardRecorder.StartAsync(his.Page);
        await hers.GrowAsync();
        await hers.ExpectGrownAsync(cards: 4);
        await his.ExpectGrownAsync(cards: 4);

        Assert.Equal(await hers.CardTextsAsync(), await his.CardTextsAsync());
        Assert.Contains(await CardRecorder.SeenAsync(his.Page), cards => cards.Length == 4 && cards.All(card => card is { Growing: true, Length: > 0 }));
    }

    private static async Task RatesForBothAsync(NotebookScreen hers, NotebookScreen his)
    {
        await his.Card(2).GetByTestId("thumb-up").ClickAsync();

        await Assertions.Expect(hers.Card(2).GetByTestId("thumb-up")).ToHaveTextAsync("1");
        await Assertions.Expect(hers.Card(2).GetByTestId("thumb-up")).ToHaveAttributeAsync("aria-pressed", "false");
        await Assertions.Expect(hers.Page.Locator("[data-testid=tree-node].liked")).ToHaveCountAsync(1);
    }

    /// <summary>What another wrote has a dot until it is read, also where the page was loaded again meanwhile; then no more.</summary>
    private static async Task ReadsWhatIsNewAsync(NotebookScreen hers)
    {
        ILocator dots = hers.Page.Locator("[data-testid=tree-node] .fresh");
        await Assertions.Expect(dots).ToHaveCountAsync(1);
        await hers.Page.ReloadAsync();
        await Assertions.Expect(hers.TreeNodes).ToHaveCountAsync(7);
        await Assertions.Expect(dots).ToHaveCountAsync(1);
        await hers.TreeNodes.Filter(new() { Has = hers.Page.Locator(".fresh") }).ClickAsync();
        await Assertions.Expect(hers.Passages).ToHaveCountAsync(3);
        await Assertions.Expect(dots).ToHaveCountAsync(0);
        await hers.Page.ReloadAsync();
        await Assertions.Expect(hers.TreeNodes).ToHaveCountAsync(7);
        await Assertions.Expect(dots).ToHaveCountAsync(0);
    }

    /// <summary>Each writes on from a card of their own while the other does: every word of both is there, on both pages.</summary>
    private static async Task WriteAtOnceAsync(NotebookScreen hers, NotebookScreen his)
    {
        await hers.CardText(1).ClickAsync();
        await Assertions.Expect(hers.Passages).ToHaveCountAsync(2);
        await Assertions.Expect(his.Page.Locator("[data-testid=tree-node] .reader")).ToHaveCountAsync(1);
        await Assertions.Expect(his.Passages).ToHaveCountAsync(1);
        await his.CardText(2).ClickAsync();
        await Assertions.Expect(his.Passages).ToHaveCountAsync(2);
        const string Hers = "Ada wrote this line, word by word, and did not stop.";
        const string His = "Ben wrote another one, somewhere else, at the same time.";
        await Task.WhenAll(hers.WriteAsync(Hers), his.WriteAsync(His));

        await Assertions.Expect(hers.Writer).ToHaveValueAsync(Hers);
        await Assertions.Expect(his.Writer).ToHaveValueAsync(His);
        await Assertions.Expect(hers.TreeNodes).ToHaveCountAsync(7);
        await Assertions.Expect(his.TreeNodes).ToHaveCountAsync(7);
        await Assertions.Expect(his.Page.Locator($"[data-testid=tree-node][aria-label^='{Hers}']")).ToHaveCountAsync(1);
        await Assertions.Expect(hers.Page.Locator($"[data-testid=tree-node][aria-label^='{His}']")).ToHaveCountAsync(1);
    }
}
