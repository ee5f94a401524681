using System.Net;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Who may do what in a notebook, as three people find out.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PeopleTests(BrowserFixture browser)
{
    [Fact]
    public Task Owner_InvitesARaterAndAWriter_AndClosesTheDoor() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen hers = await ada.MakeNotebookAsync();
        await hers.WriteAsync("It was the quietest winter anybody could remember.");
        await hers.SetAsync("tokens", 12);
        await hers.SetAsync("seed", 5);
        await hers.CloseSettingsAsync();
        await hers.GrowAsync();
        await hers.ExpectGrownAsync(cards: 4);

        Visitor rita = await story.ArriveAsync();
        await rita.GoToAsync(await InviteAsync(hers, "Rater"));
        await Assertions.Expect(rita.Page.Locator("main")).ToContainTextAsync("Ada invites you to this notebook as a rater: you may rate there.");
        await Screenshots.TakeOpenToAllAsync(rita.Page, "invitation");
        await rita.SignInAsync(new Uri(rita.Page.Url), "Rita");
        Visitor walt = await story.ArriveAsync();
        await walt.SignInAsync(await InviteAsync(hers, "Writer"), "Walt");

        await RatesOnlyAsync(rita, hers);
        await WritesAsync(walt, hers);
        await FollowsAsync(ada, walt);
        await ReadsWhoDidWhatAsync(ada);
        await SeesMembersAsync(ada);
        await LosesTheRoleAsync(ada, rita, server);
        Assert.Equal([], story.Uncaught);
    });

    private static async Task<Uri> InviteAsync(NotebookScreen notebook, string role)
    {
        await notebook.Page.GetByTestId("share").ClickAsync();
        await notebook.Page.GetByTestId("invite-role").SelectOptionAsync(role);
        await notebook.Page.GetByTestId("share-person").ClickAsync();
        Uri link = new(await notebook.Page.GetByTestId("share-link").InputValueAsync());
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("share-dialog")).ToBeHiddenAsync();
        return link;
    }

    /// <summary>A rater thumbs; there is nothing to write in and nothing to grow with, and a key that would is refused in words.</summary>
    private static async Task RatesOnlyAsync(Visitor rita, NotebookScreen hers)
    {
        await Assertions.Expect(rita.Page.GetByTestId("role-note")).ToHaveTextAsync("You can rate here");
        await Assertions.Expect(rita.Notebook.Writer).ToHaveCountAsync(0);
        await Assertions.Expect(rita.Page.GetByTestId("grow")).ToBeHiddenAsync();
        await Assertions.Expect(rita.Page.GetByTestId("prune").First).ToBeHiddenAsync();
        await rita.Notebook.Card(2).GetByTestId("thumb-up").ClickAsync();
        await Assertions.Expect(hers.Card(2).GetByTestId("thumb-up")).ToHaveTextAsync("1");
        await rita.Page.Keyboard.PressAsync("g");
        await Assertions.Expect(rita.Page.GetByText("You can rate here, not write.")).ToBeVisibleAsync();
        await Screenshots.TakeOpenToAllAsync(rita.Page, "notebook-rater");
    }

    private static async Task WritesAsync(Visitor walt, NotebookScreen hers)
    {
        const string Line = "Walt wrote this.";
        await walt.Notebook.CardText(1).ClickAsync();
        await Assertions.Expect(walt.Notebook.Passages).ToHaveCountAsync(2);
        await walt.Notebook.WriteAsync(Line);
        await Assertions.Expect(hers.Page.Locator($"[data-testid=tree-node][aria-label^='{Line}']")).ToHaveCountAsync(1);
        await Assertions.Expect(walt.Page.GetByTestId("role-note")).ToHaveCountAsync(0);
    }

    /// <summary>Ada's page goes where Walt goes, until she goes on her own.</summary>
    private static async Task FollowsAsync(Visitor ada, Visitor walt)
    {
        await ada.Page.GetByTestId("follow").And(ada.Page.GetByLabel("Walt: follow")).ClickAsync();
        await Assertions.Expect(ada.Page.GetByTestId("following")).ToContainTextAsync("Following Walt");
        await Assertions.Expect(ada.Notebook.Passages).ToHaveCountAsync(3);
        await Screenshots.TakeOpenToAllAsync(ada.Page, "following");

        await walt.Notebook.TreeNodes.First.ClickAsync();
        await Assertions.Expect(ada.Notebook.Passages).ToHaveCountAsync(1);
        await Assertions.Expect(ada.Notebook.Cards).ToHaveCountAsync(4);

        await ada.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ada.Page.GetByTestId("following")).ToBeHiddenAsync();
        await walt.Notebook.CardText(3).ClickAsync();
        await Assertions.Expect(walt.Notebook.Passages).ToHaveCountAsync(2);
        await Assertions.Expect(ada.Page.Locator("[data-testid=tree-node] .reader")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(ada.Notebook.Passages).ToHaveCountAsync(1);
    }

    /// <summary>The list of what was done leads to the places.</summary>
    private static async Task ReadsWhoDidWhatAsync(Visitor ada)
    {
        await ada.Page.GetByTestId("activity-open").ClickAsync();
        ILocator steps = ada.Page.GetByTestId("activity-step");
        await Assertions.Expect(steps.Filter(new() { HasText = "thumbed up" })).ToHaveCountAsync(1);
        await Assertions.Expect(steps.Filter(new() { HasText = "came in by a link, as a rater" })).ToHaveCountAsync(1);
        await Assertions.Expect(steps.Filter(new() { HasText = "to come in as a rater" })).ToHaveCountAsync(1);
        await Screenshots.TakeOpenToAllAsync(ada.Page, "activity");
        await steps.Filter(new() { HasText = "Walt wrote this." }).First.ClickAsync();
        await Assertions.Expect(ada.Page.GetByTestId("activity")).ToBeHiddenAsync();
        await Assertions.Expect(ada.Page.Locator("[data-testid=tree-node][aria-selected=true][aria-label^='Walt wrote this.']")).ToHaveCountAsync(1);
    }

    private static async Task SeesMembersAsync(Visitor ada)
    {
        await ada.Page.GetByTestId("share").ClickAsync();
        await Assertions.Expect(ada.Page.GetByTestId("member")).ToHaveCountAsync(3);
        await Assertions.Expect(ada.Page.GetByTestId("member").Filter(new() { HasText = "Rita" }).GetByTestId("member-role")).ToHaveValueAsync("Rater");
        await Screenshots.TakeOpenToAllAsync(ada.Page, "share");
    }

    /// <summary>The page in Rita's hands says so at once; no list, no address and no file of it is hers any more.</summary>
    private static async Task LosesTheRoleAsync(Visitor ada, Visitor rita, WorkspaceServer server)
    {
        Uri notebook = new(rita.Page.Url);
        await ada.Page.GetByTestId("member").Filter(new() { HasText = "Rita" }).GetByTestId("member-remove").ClickAsync();

        await Assertions.Expect(rita.Page.GetByTestId("notebook-closed")).ToBeVisibleAsync();
        await Screenshots.TakeOpenToAllAsync(rita.Page, "notebook-closed");
        await rita.GoToAsync(notebook);
        await Assertions.Expect(rita.Page.GetByTestId("notebook-closed")).ToBeVisibleAsync();
        IAPIResponse file = await rita.Page.APIRequest.GetAsync($"{notebook}/judgements.jsonl");
        Assert.Equal((int)HttpStatusCode.NotFound, file.Status);
        await rita.GoToAsync(server.Address);
        await Assertions.Expect(rita.Page.GetByTestId("notebook-row")).ToHaveCountAsync(0);
    }
}
