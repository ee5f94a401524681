using System.Globalization;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>A notebook's page, with the words of whoever uses it. Every wait is for something to be seen.</summary>
internal sealed class NotebookScreen(IPage page)
{
    public IPage Page { get; } = page;

    public Uri Address => new(Page.Url);

    public ILocator Writer => Page.GetByTestId("writer-text");

    public ILocator Cards => Page.GetByTestId("card");

    public ILocator Passages => Page.GetByTestId("passage");

    public ILocator TreeNodes => Page.GetByTestId("tree-node");

    public ILocator GrowBar => Page.GetByTestId("grow").Locator("..");

    public ILocator Card(int number) => Cards.Nth(number - 1);

    public ILocator CardText(int number) => Card(number).GetByTestId("card-text");

    /// <summary>Types with a keyboard, and waits until the server has it.</summary>
    public async Task WriteAsync(string text)
    {
        await TypeAsync(text);
        await ExpectSavedAsync();
    }

    /// <summary>Types with a keyboard, and waits for nothing.</summary>
    public async Task TypeAsync(string text)
    {
        await Writer.FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Page.Keyboard.TypeAsync(text);
    }

    public Task ExpectSavedAsync() => Assertions.Expect(Page.Locator("html:not([data-unsaved]):not([data-offline])")).ToHaveCountAsync(1);

    /// <summary>Sets a number of the settings panel; opens it where it is closed, and leaves it open.</summary>
    public async Task SetAsync(string field, double value)
    {
        await OpenSettingsAsync();
        long version = await VersionAsync();
        ILocator input = Page.GetByTestId($"field-{field}");
        await input.FillAsync(value.ToString(CultureInfo.InvariantCulture));
        await input.PressAsync("Tab");
        await ExpectVersionAsync(version + 1);
    }

    /// <summary>How many events the page says are saved.</summary>
    public async Task<long> VersionAsync()
    {
        string shown = await Page.Locator(".when-saved").TextContentAsync() ?? "";
        return long.Parse(string.Concat(shown.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until at least so many are.</summary>
    public Task ExpectVersionAsync(long least) => Page.WaitForFunctionAsync(
        "least => Number(document.querySelector('.when-saved').textContent.replace(/[^0-9]/g, '')) >= least", least);

    public async Task OpenSettingsAsync()
    {
        if (!await Page.GetByTestId("settings-panel").IsVisibleAsync())
        {
            await Page.GetByTestId("settings").ClickAsync();
            await Assertions.Expect(Page.GetByTestId("settings-panel")).ToBeVisibleAsync();
        }
    }

    public async Task CloseSettingsAsync()
    {
        if (await Page.GetByTestId("settings-panel").IsVisibleAsync())
        {
            await Page.GetByTestId("settings").ClickAsync();
            await Assertions.Expect(Page.GetByTestId("settings-panel")).ToBeHiddenAsync();
        }
    }

    /// <summary>Asks for continuations.</summary>
    public Task GrowAsync() => Page.GetByTestId("grow").ClickAsync();

    /// <summary>Waits until so many cards are there and none grows any more.</summary>
    public async Task ExpectGrownAsync(int cards)
    {
        await Assertions.Expect(Cards).ToHaveCountAsync(cards);
        await Assertions.Expect(Page.Locator("[data-testid=card][data-status=Growing]")).ToHaveCountAsync(0);
    }

    /// <summary>Waits until every card that grows shows more than so many characters.</summary>
    public Task ExpectCardsLongerAsync(int characters) => Page.WaitForFunctionAsync(
        """
        least => {
          const cards = [...document.querySelectorAll('[data-testid=card]')];
          return cards.length > 0 && cards.every(card => card.dataset.status !== 'Growing' || card.querySelector('[data-testid=card-text]').textContent.length > least);
        }
        """,
        characters);

    public async Task<string[]> CardTextsAsync() =>
        [.. await Page.GetByTestId("cards").GetByTestId("card-text").AllTextContentsAsync()];

    /// <summary>The text one reads: the path as prose, and after it what stands in the writer.</summary>
    public async Task<string> ReadAsync()
    {
        string prose = string.Concat(await Page.GetByTestId("passage").AllTextContentsAsync());
        return prose + (await Writer.CountAsync() > 0 ? await Writer.InputValueAsync() : "");
    }

    /// <summary>Makes a sign-in link in the share dialog, for "share-device" or "share-person", and closes the dialog.</summary>
    public async Task<Uri> MakeLinkAsync(string whom)
    {
        await Page.GetByTestId("share").ClickAsync();
        await Page.GetByTestId(whom).ClickAsync();
        Uri link = new(await Page.GetByTestId("share-link").InputValueAsync());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(Page.GetByTestId("share-dialog")).ToBeHiddenAsync();
        return link;
    }

    public async Task RenameAsync(string title)
    {
        await Page.GetByTestId("title").ClickAsync();
        await Page.GetByTestId("title-input").FillAsync(title);
        await Page.GetByTestId("title-input").PressAsync("Enter");
        await ExpectTitleAsync(title);
    }

    public Task ExpectTitleAsync(string title) => Assertions.Expect(Page.GetByTestId("title")).ToHaveTextAsync(title);

    /// <summary>Everything a person would look for after a restart.</summary>
    public async Task<NotebookSight> LookAsync() => new(
        await TreeNodes.EvaluateAllAsync<string[]>("nodes => nodes.map(node => node.dataset.branch + ' ' + node.getAttribute('class') + ' ' + node.getAttribute('aria-label') + (node.querySelector('.star') ? ' ★' : ''))"),
        await ReadAsync(),
        await CardTextsAsync(),
        await Cards.EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.status + ' ' + card.className + ' ' + [...card.querySelectorAll('[aria-pressed=true]')].map(on => on.dataset.testid).join(' '))"),
        await Page.GetByTestId("bookmarks").AllInnerTextsAsync());
}
