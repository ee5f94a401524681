using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Somebody at a browser: cookies and storage of their own, one tab they look at.</summary>
internal sealed class Visitor(IBrowserContext profile) : IAsyncDisposable
{
    // Blazor's own script says so of every click and focus while the server is away; the page's bar says it to the person.
    private const string CutOff = "Cannot send data if the connection is not in the 'Connected' State";

    // What Blazor's script says of an event that comes between the end of one circuit and the start of the next.
    private const string NoCircuit = "No interop methods are registered for renderer";

    private readonly ConcurrentQueue<string> _uncaught = [];
    private readonly ConcurrentQueue<string> _console = [];
    private IPage? _page;

    /// <summary>The tab they look at.</summary>
    public IPage Page => _page ?? throw new InvalidOperationException("No tab is open.");

    /// <summary>Errors that no script of a page caught.</summary>
    public IReadOnlyCollection<string> Uncaught => _uncaught;

    /// <summary>What the pages wrote to the browser's console.</summary>
    public IReadOnlyCollection<string> Console => _console;

    public IReadOnlyList<IPage> OpenPages => profile.Pages;

    public NotebookScreen Notebook => new(Page);

    public async Task OpenTabAsync()
    {
        _page = await profile.NewPageAsync();
        _page.PageError += (_, error) =>
        {
            if (!error.Contains(CutOff, StringComparison.Ordinal) && !error.Contains(NoCircuit, StringComparison.Ordinal))
            {
                _uncaught.Enqueue(error);
            }
        };
        _page.Console += (_, message) => _console.Enqueue($"{message.Type}: {message.Text}");
    }

    public async Task CloseTabAsync()
    {
        await Page.CloseAsync();
        _page = null;
    }

    public async Task GoToAsync(Uri address) => await Page.GotoAsync(address.ToString());

    /// <summary>Follows a link for somebody new, and comes in under a name.</summary>
    public async Task SignInAsync(Uri link, string name)
    {
        await GoToAsync(link);
        await Page.GetByLabel("Your name").FillAsync(name);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
        await Assertions.Expect(Page.GetByTestId("me")).ToBeVisibleAsync();
    }

    /// <summary>Makes a notebook from the list of all, and waits for its empty page.</summary>
    public async Task<NotebookScreen> MakeNotebookAsync()
    {
        await Page.GetByTestId("new-notebook").ClickAsync();
        await Assertions.Expect(Notebook.Writer).ToBeFocusedAsync();
        return Notebook;
    }

    /// <summary>Cuts the network off, or gives it back.</summary>
    public Task SetOfflineAsync(bool offline) => profile.SetOfflineAsync(offline);

    public ValueTask DisposeAsync() => profile.DisposeAsync();
}
