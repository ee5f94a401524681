using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A notebook's tune cell, with the words of whoever uses it.</summary>
internal sealed partial class TuneScreen(IPage page)
{
    public ILocator State => page.GetByTestId("run-state");

    public ILocator Cell => page.Locator("[data-testid=cell][data-kind=tune]");

    /// <summary>Opens the form, for the first run or for another one, with a recipe chosen.</summary>
    public async Task ChooseAsync(string recipe)
    {
        if (await page.GetByTestId("tune-again").IsVisibleAsync())
        {
            await page.GetByTestId("tune-again").ClickAsync();
        }

        await page.GetByTestId($"recipe-{recipe}").ClickAsync();
        await Assertions.Expect(page.GetByTestId($"recipe-{recipe}")).ToHaveAttributeAsync("aria-checked", "true");
    }

    /// <summary>Fills in a field, and waits until it stays.</summary>
    public async Task SetAsync(string field, string value)
    {
        ILocator input = page.GetByTestId($"run-{field}");
        await input.FillAsync(value);
        await input.PressAsync("Tab");
        await Assertions.Expect(input).ToHaveValueAsync(value);
    }

    /// <summary>Opens the numbers, where they are not open, and sets some.</summary>
    public async Task SetNumbersAsync(params (string Field, int Value)[] numbers)
    {
        if (!await page.GetByTestId("run-seed").IsVisibleAsync())
        {
            await page.GetByTestId("run-settings").ClickAsync();
        }

        foreach ((string field, int value) in numbers)
        {
            await SetAsync(field, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Starts what is filled in, and waits until its first point is drawn.</summary>
    public async Task StartAsync()
    {
        await page.GetByTestId("run-start").ClickAsync();
        await Assertions.Expect(State).ToBeVisibleAsync();
        await ExpectStepAsync(1);
    }

    public async Task ExpectStepAsync(int least)
    {
        await page.WaitForFunctionAsync(
            "least => Number((document.querySelector('[data-testid=run-progress]')?.textContent ?? '').match(/step ([0-9,]+)/)?.[1]?.replaceAll(',', '') ?? 0) >= least", least);
        await Assertions.Expect(page.GetByTestId("chart-panel").First).ToHaveAttributeAsync("aria-label", PointPattern());
    }

    /// <summary>Waits for the end, and for the adapter.</summary>
    public async Task ExpectDoneAsync(string adapter)
    {
        await Assertions.Expect(State).ToHaveTextAsync("done");
        await Assertions.Expect(page.GetByTestId("run-adapter")).ToContainTextAsync(adapter);
    }

    [GeneratedRegex(@"^loss: \S+ at step \d+$")]
    private static partial Regex PointPattern();
}
