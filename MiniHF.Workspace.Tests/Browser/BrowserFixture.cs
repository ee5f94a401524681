using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>One Chromium for all browser tests; each visit is a person with a profile of their own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // For a machine that is busy with much else; on an idle one nothing takes a tenth of it.
    private const float Patience = 60_000;

    private IPlaywright _playwright = null!; // set by InitializeAsync before any test
    private IBrowser _browser = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        string program = Chromium.Find();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Chromium.Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>
    /// Opens an address as a new person and plays the story there. An error that a script of the page did not catch fails the test. A story that fails leaves a
    /// picture of the page in the screenshots folder.
    /// </summary>
    public async Task VisitAsync(Uri address, Func<IPage, Task> story, BrowserNewContextOptions? options = null, [CallerMemberName] string name = "")
    {
        await using IBrowserContext person = await NewPersonAsync(options);
        IPage page = await person.NewPageAsync();
        ConcurrentQueue<string> uncaught = [];
        page.PageError += (_, error) => uncaught.Enqueue(error);
        try
        {
            await page.GotoAsync(address.ToString());
            await story(page);
        }
        catch
        {
            await Screenshots.TakeOneAsync(page, $"failed-{name}");
            throw;
        }

        Assert.Empty(uncaught);
    }

    /// <summary>
    /// Plays a story with servers and people of its own. An error that a script of a page did not catch fails the test. A story that fails leaves pictures of
    /// its pages, and what its servers wrote, in the screenshots folder.
    /// </summary>
    internal async Task TellAsync(Func<Story, Task> tell, [CallerMemberName] string name = "")
    {
        await using Story story = new(this, name);
        try
        {
            await tell(story);
            Assert.Empty(story.Uncaught);
        }
        catch
        {
            await story.KeepEvidenceAsync();
            throw;
        }
    }

    /// <summary>A person with cookies and storage of their own, for stories with several. The caller disposes it.</summary>
    public async Task<IBrowserContext> NewPersonAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        options.Locale ??= "en-US";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        IBrowserContext person = await _browser.NewContextAsync(options);
        person.SetDefaultTimeout(Patience);
        return person;
    }
}
