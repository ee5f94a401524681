using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The write cell's tools as one uses them: another word, two pieces, one again, what it is called, and finding it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LoomToolsTests(BrowserFixture browser)
{
    private const string Beginning = "The lighthouse had been dark for eleven years. On the last night of October it burned.";

    [Fact]
    public Task AnotherWord_SplitMergeNotesAndFind_ByHand() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.RenameAsync("The lighthouse");
        await notebook.WriteAsync(Beginning);
        await notebook.SetAsync("seed", 7);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 4);
        await notebook.CardText(2).ClickAsync();
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);

        await GoAnotherWayAtAWordAsync(notebook);
        await SplitAndMergeAsync(notebook);
        await NoteAsync(notebook);
        await FindAsync(notebook);
        await HoistAsync(notebook);
        await TakeAlongAsync(notebook);
        await WriteAnewAsync(notebook);
        await FindFromHomeAsync(ada);
    });

    /// <summary>A click on a token shows what might have stood there; a click on one of those grows a branch beside.</summary>
    private static async Task GoAnotherWayAtAWordAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await page.GetByTestId("inspector-toggle").ClickAsync();
        ILocator tokens = page.GetByTestId("token");
        await Assertions.Expect(tokens.Nth(3)).ToBeVisibleAsync();
        string before = string.Concat((await page.GetByTestId("certainty").Locator("span").AllTextContentsAsync()).Take(3));
        await tokens.Nth(3).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        ILocator other = page.GetByTestId("alternative").First;
        string word = (await other.Locator(".word").TextContentAsync() ?? "").Replace("↵", "\n", StringComparison.Ordinal);
        await Screenshots.TakeOpenToAllAsync(page, "token-alternatives");
        await other.ClickAsync();

        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator("[data-testid=tree-node].growing")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("inspector")).ToContainTextAsync("another branch, up to its token 3");
        string text = await notebook.Passages.Last.TextContentAsync() ?? "";
        Assert.StartsWith((before.Replace("↵", "\n", StringComparison.Ordinal) + word).TrimStart(), text, StringComparison.Ordinal);
        await page.GetByTestId("inspector-toggle").ClickAsync();
    }

    private static async Task SplitAndMergeAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        string whole = await notebook.Passages.Last.TextContentAsync() ?? "";
        await page.EvaluateAsync(
            """
            () => {
              const passage = [...document.querySelectorAll('.passage')].at(-1);
              const range = document.createRange();
              range.setStart(passage.firstChild, 20);
              document.activeElement?.blur();
              const selection = document.getSelection();
              selection.removeAllRanges();
              selection.addRange(range);
            }
            """);
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(3);
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(7);
        string[] pieces = [.. (await notebook.Passages.AllTextContentsAsync()).TakeLast(2)];
        await Screenshots.TakeOpenToAllAsync(page, "split");

        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(2);
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(6);
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(notebook.Passages).ToHaveCountAsync(3);

        Assert.Equal(whole[..20], pieces[0]);
        Assert.Equal(whole[20..].Trim(), pieces[1].Trim());
    }

    private static async Task NoteAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await page.GetByTestId("inspector-toggle").ClickAsync();
        await page.GetByTestId("branch-name").FillAsync("The keeper returns");
        await page.GetByTestId("branch-tags").FillAsync("#Draft, act two");
        await page.GetByTestId("branch-note").FillAsync("Who lit it? Ask the harbourmaster.");
        await page.GetByTestId("branch-note").PressAsync("Tab");
        await Assertions.Expect(page.Locator("[data-testid=tree-node] .noted")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-testid=tree-node][aria-label^='The keeper returns']")).ToHaveCountAsync(1);
        await Screenshots.TakeOpenToAllAsync(page, "branch-notes");
        await page.GetByTestId("inspector-toggle").ClickAsync();
    }

    /// <summary>By the keyboard alone, misspelt, to a pruned branch's neighbour and to a note.</summary>
    private static async Task FindAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByTestId("find-field")).ToBeFocusedAsync();
        await page.GetByTestId("find-tags").GetByRole(AriaRole.Button, new() { Name = "draft: 1 branch" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("found")).ToHaveAttributeAsync("data-found-for", "#draft");
        await Assertions.Expect(page.GetByTestId("find-field")).ToBeFocusedAsync();
        await page.GetByTestId("find-field").FillAsync("harbormaster");
        await Assertions.Expect(page.GetByTestId("found")).ToHaveAttributeAsync("data-found-for", "harbormaster");
        await Assertions.Expect(page.GetByTestId("found").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("found").Locator("mark")).ToHaveTextAsync("harbourmaster");
        await page.GetByTestId("find-field").FillAsync("lihgthouse");
        await Assertions.Expect(page.GetByTestId("found")).ToHaveAttributeAsync("data-found-for", "lihgthouse");
        await Screenshots.TakeOpenToAllAsync(page, "find");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("find")).ToBeHiddenAsync();
        await Assertions.Expect(notebook.Cards).ToHaveCountAsync(5);
        await Assertions.Expect(notebook.Passages).ToHaveTextAsync([Beginning]);
    }

    private static async Task HoistAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        ILocator noted = page.GetByTestId("tree-node").Filter(new() { Has = page.Locator(".noted") });
        await noted.ClickAsync();
        await Assertions.Expect(noted).ToHaveAttributeAsync("aria-selected", "true");
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.GetByTestId("hoist")).ToContainTextAsync("The keeper returns");
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(1);
        Assert.Contains("hoist=", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(1);
        await page.GetByTestId("hoist").GetByText("All branches").ClickAsync();
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(7);
    }

    /// <summary>What one reads, copied and saved.</summary>
    private static async Task TakeAlongAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByTestId("tab-Reading").ClickAsync();
        await Assertions.Expect(page.GetByTestId("prose").Locator("p").First).ToBeVisibleAsync();
        string prose = string.Concat(await page.GetByTestId("prose").Locator("p").AllInnerTextsAsync());
        await page.GetByTestId("copy-path").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied.")).ToBeVisibleAsync();
        string copied = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        IDownload saved = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("save-md").ClickAsync());
        string file = await File.ReadAllTextAsync(await saved.PathAsync());

        Assert.Equal("the-lighthouse.md", saved.SuggestedFilename);
        Assert.StartsWith("# The lighthouse\n", file, StringComparison.Ordinal);
        Assert.Equal(Letters(prose), Letters(copied));
        Assert.EndsWith(Letters(prose), Letters(file), StringComparison.Ordinal);
        await page.GetByTestId("tab-Tree").ClickAsync();
    }

    /// <summary>Points for a rewrite outlive the sheet they are written in; the model then writes beside what stands there.</summary>
    private static async Task WriteAnewAsync(NotebookScreen notebook)
    {
        IPage page = notebook.Page;
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(7);
        ILocator node = page.GetByTestId("tree-node").Filter(new() { Has = page.Locator(".noted") });
        await node.ClickAsync();
        await Assertions.Expect(node).ToHaveAttributeAsync("aria-selected", "true");
        await AskRewriteAsync(page, node, "");
        await page.Keyboard.TypeAsync("- let somebody speak");
        await Screenshots.TakeOpenToAllAsync(page, "rewrite");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("rewrite")).ToBeHiddenAsync();
        await AskRewriteAsync(page, node, "- let somebody speak");
        await page.Keyboard.PressAsync("Shift+Enter");

        await Assertions.Expect(page.GetByTestId("rewrite")).ToBeHiddenAsync();
        await Assertions.Expect(notebook.TreeNodes).ToHaveCountAsync(7 + 4);
        await Assertions.Expect(page.Locator("[data-testid=tree-node].growing")).ToHaveCountAsync(0);
    }

    /// <summary>From the node itself: the key names the branch the keyboard is on.</summary>
    private static async Task AskRewriteAsync(IPage page, ILocator node, string kept)
    {
        await node.FocusAsync();
        await Assertions.Expect(node).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.GetByTestId("rewrite-feedback")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("rewrite-feedback")).ToHaveValueAsync(kept);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static async Task FindFromHomeAsync(Visitor ada)
    {
        await ada.GoToAsync(new Uri(ada.Notebook.Address, "/"));
        await ada.Page.GetByTestId("filter").FillAsync("#draft keeper");
        await Assertions.Expect(ada.Page.GetByTestId("found-in-texts")).ToHaveAttributeAsync("data-found-for", "#draft keeper");
        await Screenshots.TakeOpenToAllAsync(ada.Page, "find-everywhere");
        await ada.Page.GetByTestId("found-in-texts").GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(ada.Notebook.Passages).ToHaveCountAsync(3);
        await Assertions.Expect(ada.Page).ToHaveURLAsync(ada.Notebook.Address.GetLeftPart(UriPartial.Path));
    }
}
