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
        await VisitPagesAsync(page);
    });

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

    [GeneratedRegex(@"^loss: [0-9.]+ at step 60$")]
    private static partial Regex LossPattern();
}
