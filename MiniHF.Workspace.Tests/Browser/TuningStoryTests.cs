using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The model is tuned from a notebook, watched, paused, resumed, and written with.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class TuningStoryTests(BrowserFixture browser)
{
    [Fact]
    public Task Run_FromTheNotebook_IsWatchedPausedResumedAndItsAdapterWrites() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.RenameAsync("Tales of the harbour");
        await notebook.WriteAsync("The harbour master kept a ledger of the tides.");
        IPage page = ada.Page;

        await page.GetByTestId("add-tune").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-form")).ToBeVisibleAsync();
        await page.GetByTestId("run-start").ClickAsync();
        await Assertions.Expect(page.GetByTestId("problem-name")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("source-problem")).ToHaveTextAsync("No text of the notebook is thumbed up yet. Rate some first.");
        await Screenshots.TakeOpenToAllAsync(page, "tune-problems");
        await UploadAsync(page);
        await FillInAsync(page);
        await page.GetByTestId("run-start").ClickAsync();

        await Assertions.Expect(page.GetByTestId("chart-panel").First).ToBeVisibleAsync();
        await ExpectStepAsync(page, 3);
        string before = await page.GetByTestId("charts").GetAttributeAsync("data-painted") ?? "";
        await Assertions.Expect(page.GetByTestId("charts")).Not.ToHaveAttributeAsync("data-painted", before);
        await Screenshots.TakeOneAsync(page, "tune-live");

        await page.GetByTestId("run-pause").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-state")).ToHaveTextAsync("paused");
        await page.GetByTestId("run-resume").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-state")).ToHaveTextAsync("done");
        await Assertions.Expect(page.GetByTestId("run-adapter")).ToContainTextAsync("tides-1");
        await page.GetByTestId("tune-cell").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeOpenToAllAsync(page, "tune-done");

        await ReplayAsync(page);

        await page.GetByTestId("write-with-it").ClickAsync();
        await page.GetByTestId("grow").ClickAsync();
        await notebook.ExpectGrownAsync(cards: 4);

        await page.GetByTestId("add-chart").ClickAsync();
        await page.GetByTestId("chart-run").CheckAsync();
        await Assertions.Expect(page.GetByTestId("chart-cell").GetByTestId("chart-panel")).ToHaveCountAsync(4);
        await page.GetByTestId("chart-choose").ClickAsync();
        await Screenshots.TakeOpenToAllAsync(page, "chart");
        await FoldAsync(page);
        await UseToolsAsync(page);
        await VisitPagesAsync(page);
    });

    /// <summary>Files are looked into at once: what cannot be learnt from says what would be.</summary>
    private static async Task UploadAsync(IPage page)
    {
        await UploadAsync(page, "empty.zip", "application/zip", [0x50, 0x4b, 5, 6, .. new byte[18]]);
        await Assertions.Expect(page.GetByTestId("source-problem").Last).ToContainTextAsync("empty.zip holds nothing to learn from. This needs texts");
        await page.GetByTestId("source-remove").Last.ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-source")).ToHaveCountAsync(1);
        await UploadAsync(page, "tides.jsonl", "application/json", "{\"text\": \"The tide came in.\"}\n{\"text\": \"It went out.\"}\n"u8.ToArray());
        await Assertions.Expect(page.GetByTestId("source-count").Last).ToHaveTextAsync("2 items");
        await page.GetByTestId("source-remove").Last.ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-source")).ToHaveCountAsync(1);
    }

    private static Task UploadAsync(IPage page, string name, string type, byte[] content) =>
        page.GetByTestId("upload").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });

    /// <summary>A folded cell says how its run stands, also on a page that was never open when it ran.</summary>
    private static async Task FoldAsync(IPage page)
    {
        await page.Locator("[data-kind=tune]").GetByTestId("cell-fold").ClickAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("folded-run")).ToContainTextAsync("step 60 / 60");
        await Assertions.Expect(page.Locator("[data-kind=tune]").GetByTestId("cell-state")).ToHaveAttributeAsync("data-status", "done");
        await Screenshots.TakeAsync(page, "tune-folded");
        await page.Locator("[data-kind=tune]").GetByTestId("cell-folded").ClickAsync();
    }

    /// <summary>What one does with charts: along tokens or time, on a log scale, closer, by the value; and takes them home.</summary>
    private static async Task UseToolsAsync(IPage page)
    {
        await page.GetByTestId("tune-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-checkpoints")).ToBeVisibleAsync();
        ILocator charts = page.GetByTestId("charts");
        ILocator loss = page.GetByTestId("chart-panel").First;
        await Assertions.Expect(loss).ToHaveAttributeAsync("aria-label", LossPattern());
        await page.GetByTestId("chart-axis").SelectOptionAsync("tokens");
        await loss.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(loss.Locator("[data-value] i")).ToHaveTextAsync(TokensPattern());
        await page.GetByTestId("chart-axis").SelectOptionAsync("time");
        await loss.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(loss.Locator("[data-value] i")).ToHaveTextAsync(TimePattern());
        await page.Keyboard.PressAsync("+");
        await Assertions.Expect(charts.GetByText("Whole run")).ToBeVisibleAsync();
        await page.GetByTestId("chart-log").CheckAsync();
        await page.GetByTestId("chart-smoothing").FillAsync("0");
        await Screenshots.TakeOneAsync(page, "run-close");
        IDownload picture = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("chart-png").ClickAsync());
        Assert.Equal("tides-1.png", picture.SuggestedFilename);
        Assert.Equal("PNG"u8.ToArray(), (await File.ReadAllBytesAsync(await picture.PathAsync()))[1..4]);
        IDownload table = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("chart-csv").ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await table.PathAsync());
        Assert.StartsWith("run,step,\"time_elapsed\",", lines[0], StringComparison.Ordinal);
        Assert.Equal("\"tides-1\",60", string.Join(',', lines[^1].Split(',').Take(2)));
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("chart-axis")).ToHaveValueAsync("time");
        await Assertions.Expect(page.GetByTestId("chart-log")).ToBeCheckedAsync();

        await page.GetByTestId("sample-step").FillAsync("0");
        await Assertions.Expect(page.GetByTestId("sample-step")).ToHaveAttributeAsync("aria-valuetext", "step 0");
        string[] first = await TextsAsync(page);
        await page.GetByTestId("sample-step").FillAsync("3");
        await Assertions.Expect(page.GetByTestId("sample-step")).ToHaveAttributeAsync("aria-valuetext", "step 60");
        Assert.NotEqual(first, await TextsAsync(page));
        await page.GetByTestId("sample-against").SelectOptionAsync("first");
        await Assertions.Expect(page.GetByTestId("run-samples").Locator("ins").First).ToBeVisibleAsync();

        ILocator checkpoints = page.GetByTestId("checkpoint");
        await checkpoints.First.GetByRole(AriaRole.Checkbox).CheckAsync();
        await checkpoints.Last.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByTestId("try-prompt").FillAsync("The bell rang");
        await page.GetByTestId("try-checkpoints").ClickAsync();
        await Assertions.Expect(page.GetByTestId("trial")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("try-checkpoints")).ToHaveTextAsync("Try side by side");
        string[] tried = [.. await page.GetByTestId("trial").Locator("p").AllTextContentsAsync()];
        Assert.All(tried, text => Assert.StartsWith("The bell rang", text, StringComparison.Ordinal));
        Assert.NotEqual(tried[0], tried[1]);
        await page.GetByTestId("run-checkpoints").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeAsync(page, "run-tried");
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByTestId("tune-open")).ToBeVisibleAsync();
    }

    private static async Task<string[]> TextsAsync(IPage page) => [.. await page.GetByTestId("sample").Locator(".text").AllTextContentsAsync()];

    private static async Task FillInAsync(IPage page)
    {
        await page.GetByTestId("source-remove").ClickAsync();
        await page.GetByTestId("add-sample-source").ClickAsync();
        await Assertions.Expect(page.GetByTestId("source-count")).ToHaveTextAsync("16 items");
        await SetAsync(page, "name", "tides-1");
        await page.GetByTestId("run-settings").ClickAsync();
        await SetAsync(page, "steps", "60");
        await SetAsync(page, "context", "128");
        await SetAsync(page, "batch", "2");
        await SetAsync(page, "checkpoint", "10");
        await SetAsync(page, "sample", "20");
    }

    private static async Task SetAsync(IPage page, string field, string value)
    {
        ILocator input = page.GetByTestId($"run-{field}");
        await input.FillAsync(value);
        await input.PressAsync("Tab");
        await Assertions.Expect(input).ToHaveValueAsync(value);
    }

    private static Task ExpectStepAsync(IPage page, int least) => page.WaitForFunctionAsync(
        "least => Number((document.querySelector('[data-testid=run-progress]')?.textContent ?? '').match(/step ([0-9,]+)/)?.[1]?.replaceAll(',', '') ?? 0) >= least", least);

    /// <summary>Under the slider the run is what it was, its curve as long as it was, and nothing of it can be changed.</summary>
    private static async Task ReplayAsync(IPage page)
    {
        await page.GetByTestId("history-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("history-slider")).ToBeFocusedAsync();
        await page.GetByTestId("history-changes").ClickAsync();
        await page.GetByTestId("history-step").Filter(new() { HasText = "the tuning of 60 steps began" }).Last.ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-state")).ToHaveTextAsync("running");
        await Assertions.Expect(page.GetByTestId("tune-cell")).ToContainTextAsync("Nothing had been measured by then.");
        await page.GetByTestId("history-slider").PressAsync("ArrowRight");
        await Assertions.Expect(page.GetByTestId("history-told")).ToContainTextAsync("The tuning was at step");
        await Assertions.Expect(page.GetByTestId("run-progress")).ToHaveTextAsync(HalfWayPattern());
        await Assertions.Expect(page.GetByTestId("chart-panel").First).ToHaveAttributeAsync("aria-label", LossSoFarPattern());
        await Assertions.Expect(page.GetByTestId("run-pause")).ToHaveCountAsync(0);
        await page.GetByTestId("history-changes").ClickAsync();
        await Screenshots.TakeOneAsync(page, "tune-past");
        await page.GetByTestId("history-close").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-state")).ToHaveTextAsync("done");
        await Assertions.Expect(page.GetByTestId("chart-panel").First).ToHaveAttributeAsync("aria-label", LossPattern());
    }

    private static async Task VisitPagesAsync(IPage page)
    {
        await page.GetByTestId("tune-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-checkpoints")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("chart-panel").First).ToHaveAttributeAsync("aria-label", LossPattern());
        await Screenshots.TakeOpenToAllAsync(page, "run");
        await page.GetByRole(AriaRole.Link, new() { Name = "Runs", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-row")).ToHaveCountAsync(1);
        await Screenshots.TakeOpenToAllAsync(page, "runs");
        await page.GetByTestId("new-run").ClickAsync();
        await Assertions.Expect(page.GetByTestId("run-form")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "run-new");
    }

    [GeneratedRegex(@"^step [1-5]?[0-9] / 60")]
    private static partial Regex HalfWayPattern();

    [GeneratedRegex(@"^loss: [0-9.]+ at step [1-5]?[0-9]$")]
    private static partial Regex LossSoFarPattern();

    [GeneratedRegex(@"^[0-9.,]+[kM]? tokens$")]
    private static partial Regex TokensPattern();

    [GeneratedRegex(@"^([0-9.]+ m )?[0-9.]+ [ms]$")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^loss: [0-9.]+ at step 60$")]
    private static partial Regex LossPattern();
}
