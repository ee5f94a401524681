using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Whatever happens to the server or the network, words that were typed are not lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TypingSurvivesTests(BrowserFixture browser)
{
    [Fact]
    public Task Words_ServerKilledWhileTyping_AreStoredOnceItIsBack() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("Stored before.");

        await notebook.TypeAsync(" Typed a moment before the end.");
        await server.KillAsync();
        await Assertions.Expect(ada.Page.GetByTestId("reconnect")).ToBeVisibleAsync();
        await notebook.TypeAsync(" Typed to nobody.");
        await Screenshots.TakeAsync(ada.Page, "connection-lost");
        await server.StartAgainAsync();

        const string All = "Stored before. Typed a moment before the end. Typed to nobody.";
        await Assertions.Expect(ada.Page.GetByTestId("reconnect")).ToBeHiddenAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(All);
        await notebook.ExpectSavedAsync();
        await ExpectStoredAsync(notebook, All);
    });

    [Fact]
    public Task Words_TypedWithoutNetwork_AreStoredOnceItIsBack() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.WriteAsync("Before the tunnel.");

        await ada.SetOfflineAsync(true);
        await notebook.TypeAsync(" In the tunnel.");
        await ada.SetOfflineAsync(false);
        await notebook.TypeAsync(" After it.");

        const string All = "Before the tunnel. In the tunnel. After it.";
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(All);
        await notebook.ExpectSavedAsync();
        await ExpectStoredAsync(notebook, All);
    });

    /// <summary>Looks again without what the browser keeps.</summary>
    private static async Task ExpectStoredAsync(NotebookScreen notebook, string text)
    {
        await notebook.Page.EvaluateAsync("() => localStorage.clear()");
        await notebook.Page.ReloadAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(text);
    }
}
