using Microsoft.Playwright;
using MiniHF.Workspace.Tests.Runs;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Every recipe, one after another, from one notebook, on workers that are processes of their own.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RecipesTests(BrowserFixture browser)
{
    private const int Steps = 80;

    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal) { ["Runs__Worker"] = "false" };

    [Fact]
    public Task Recipes_StartedFromTheNotebook_AreWatchedTakenOverAndUsedInTheNextSearch() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerWithAsync(s_elsewhere);
        WorkerProcess killed = WorkerProcess.Beside(server);
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("The harbour master kept a ledger of the tides.");
        await RateAsync(notebook);
        IPage page = ada.Page;
        await page.GetByTestId("add-tune").ClickAsync();
        TuneScreen tune = new(page);

        await tune.ChooseAsync("sft-generator");
        await page.GetByTestId("add-sample-source").ClickAsync();
        await tune.SetAsync("name", "tide voice");
        await tune.SetNumbersAsync(("steps", Steps), ("context", 96), ("batch", 2), ("checkpoint", 5), ("sample", 40), ("evaluate", 0));
        await tune.StartAsync();
        await tune.ExpectStepAsync(7);
        await killed.KillAsync();
        await killed.DisposeAsync();
        await using WorkerProcess worker = WorkerProcess.Beside(server);
        await tune.ExpectDoneAsync("tide voice");
        Assert.Contains("Working on run", worker.Output, StringComparison.Ordinal);
        await ExpectWholeCurveAsync(page, server);

        await tune.ChooseAsync("sft-evaluator");
        await tune.SetAsync("name", "tide judge");
        await tune.SetNumbersAsync(("steps", 3), ("batch", 2));
        await tune.StartAsync();
        await tune.ExpectDoneAsync("tide judge");
        await page.GetByTestId("judge-with-it").ClickAsync();
        await Assertions.Expect(page.GetByTestId("weave-cell")).ToBeVisibleAsync();

        await tune.ChooseAsync("dpo-generator");
        await tune.SetAsync("name", "tide taste");
        await tune.SetNumbersAsync(("steps", 3), ("batch", 2));
        await tune.StartAsync();
        await tune.ExpectDoneAsync("tide taste");

        foreach (string recipe in (string[])["rlaif-generator", "grpo-generator"])
        {
            await tune.ChooseAsync(recipe);
            if (recipe == "rlaif-generator")
            {
                await page.GetByTestId("run-start").ClickAsync();
                await Assertions.Expect(page.GetByTestId("problem-constitution")).ToContainTextAsync("at least one principle");
                await page.GetByTestId("run-constitution-example").ClickAsync();
                await page.GetByTestId("run-evaluator").SelectOptionAsync("tide judge");
            }

            await tune.SetAsync("name", $"tide {recipe}");
            await tune.SetNumbersAsync(("steps", 2), ("batch", 2), ("accumulate", 1), ("length", 8), ("evaluate", 0), ("sample", 0));
            await tune.StartAsync();
            await tune.ExpectDoneAsync($"tide {recipe}");
        }

        await page.GetByTestId("write-with-it").ClickAsync();
        await SearchAsync(notebook, "tide grpo-generator", "tide judge");
    });

    private static async Task RateAsync(NotebookScreen notebook)
    {
        await notebook.SetAsync("tokens", 12);
        await notebook.CloseSettingsAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(4);
        long version = await notebook.VersionAsync();
        await notebook.Page.GetByTestId("thumb-up").Nth(0).ClickAsync();
        await notebook.Page.GetByTestId("thumb-down").Nth(1).ClickAsync();
        await notebook.Page.GetByTestId("thumb-up").Nth(2).ClickAsync();
        await notebook.ExpectVersionAsync(version + 3);
    }

    /// <summary>Every step once, in order, though a worker died among them.</summary>
    private static async Task ExpectWholeCurveAsync(IPage page, WorkspaceServer server)
    {
        string run = await page.GetByTestId("tune-open").GetAttributeAsync("href") ?? "";
        IAPIResponse csv = await page.APIRequest.GetAsync(new Uri(server.Address, $"{run}/metrics.csv").ToString());
        string[] lines = (await csv.TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int loss = Array.IndexOf(lines[0].Split(','), "\"loss\"");
        Assert.Equal(
            Enumerable.Range(1, Steps),
            lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells[loss].Length > 0).Select(cells => int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task SearchAsync(NotebookScreen notebook, string voice, string judge)
    {
        IPage page = notebook.Page;
        await page.GetByTestId("search-settings").ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-adapter")).ToHaveValueAsync(voice);
        await Assertions.Expect(page.GetByTestId("search-evaluator-adapter")).ToHaveValueAsync(judge);
        foreach ((string field, string value) in new[] { ("tokens", "6"), ("budget", "4"), ("round", "4") })
        {
            await page.GetByTestId($"search-{field}").FillAsync(value);
            await page.GetByTestId($"search-{field}").PressAsync("Tab");
        }

        await page.GetByTestId("search-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("search-facts")).ToContainTextAsync("done");
        await page.GetByTestId("search-read").ClickAsync();
        await page.GetByTestId("inspector-toggle").ClickAsync();
        await Assertions.Expect(page.GetByTestId("inspector")).ToContainTextAsync(voice);
        await Assertions.Expect(page.GetByTestId("inspector")).ToContainTextAsync(judge);
        await Screenshots.TakeOneAsync(page, "tuned-search");
    }
}
