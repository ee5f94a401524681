using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Continuations are scored by a saved constitution, and the best is read on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EvaluatingTests(BrowserFixture browser)
{
    [Fact]
    public Task Continuations_ScoredByAConstitution_AreListedBestFirst_AndSeenInTheTree() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        IPage page = ada.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Constitutions" }).ClickAsync();
        await page.GetByTestId("from-example").ClickAsync();
        await Assertions.Expect(page.GetByTestId("constitution-state")).ToHaveTextAsync("v1 · saved");
        await page.GotoAsync(server.Address.ToString());
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The clock in the tower had stopped at noon, and nobody would say why.");

        await page.GetByTestId("nav-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("cell-menu")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "cell-menu");
        await page.GetByTestId("menu-add-evaluate").ClickAsync();
        await Assertions.Expect(page.GetByTestId("evaluate-empty")).ToContainTextAsync("no continuations yet");
        await Assertions.Expect(page.GetByTestId("evaluate-start")).ToBeDisabledAsync();
        await Screenshots.TakeAsync(page, "evaluate-empty");
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await page.GetByTestId("evaluate-by-constitution").ClickAsync();
        await page.GetByTestId("evaluate-saved").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Assertions.Expect(page.GetByTestId("evaluate-open")).ToBeVisibleAsync();
        await page.GetByTestId("evaluate-combination").SelectOptionAsync("Mean");
        await page.GetByTestId("evaluate-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("evaluate-facts")).ToHaveTextAsync("4 texts");

        ILocator rows = page.GetByTestId("score-row");
        await Assertions.Expect(rows).ToHaveCountAsync(4);
        await Assertions.Expect(rows.First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex(@"^\d+ %, the best: "));
        await rows.First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("score-detail").GetByTestId("principle-score")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[data-testid=tree-node][aria-label*=scored]")).ToHaveCountAsync(4);
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
        await page.GetByTestId("inspector-toggle").ClickAsync();
        await Assertions.Expect(page.GetByTestId("branch-scores")).ToContainTextAsync("Quiet prose, v1");
        await Screenshots.TakeOpenToAllAsync(page, "evaluate");
        await page.GetByTestId("evaluate-cell").EvaluateAsync("cell => cell.scrollIntoView({ block: 'center' })");
        await Screenshots.TakeAsync(page, "evaluate-cell");
    });

    [Fact]
    public Task Constitution_WithABadHeader_IsToldByItsLine_AndTheNotebookGoesOn() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("It rained.");
        await notebook.Page.GetByTestId("add-evaluate").ClickAsync();
        await notebook.Page.GetByTestId("evaluate-target").SelectOptionAsync("Path");
        await notebook.Page.GetByTestId("evaluate-by-constitution").ClickAsync();
        await notebook.Page.GetByTestId("evaluate-constitution").FillAsync("==[Principle: One]==\n{text}\nGood?\n==[Principle: Two");
        await notebook.Page.GetByTestId("evaluate-constitution").PressAsync("Tab");
        await Assertions.Expect(notebook.Page.GetByTestId("evaluate-problem")).ToContainTextAsync("line 4");
        await notebook.Page.GetByTestId("evaluate-start").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByText("Constitution, line 4", new() { Exact = false }).Last).ToBeVisibleAsync();
        await Screenshots.TakeAsync(notebook.Page, "evaluate-fault");

        await notebook.Page.GetByTestId("evaluate-by-question").ClickAsync();
        await notebook.Page.GetByTestId("evaluate-start").ClickAsync();
        await Assertions.Expect(notebook.Page.GetByTestId("evaluate-facts")).ToHaveTextAsync("1 text");
    });
}
