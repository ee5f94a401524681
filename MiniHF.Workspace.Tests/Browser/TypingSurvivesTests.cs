using System.Text.RegularExpressions;
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
        ILocator note = ada.Page.GetByTestId("note-text");
        await ada.Page.GetByTestId("add-note").ClickAsync();
        await Assertions.Expect(note).ToBeFocusedAsync();

        await notebook.TypeAsync(" Typed a moment before the end.");
        await Assertions.Expect(note).ToHaveCountAsync(0);
        await ada.Page.GetByTestId("note-rendered").ClickAsync();
        await Assertions.Expect(note).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("A plan, begun");
        await server.KillAsync();
        await Assertions.Expect(ada.Page.GetByTestId("reconnect")).ToBeVisibleAsync();
        await ada.Page.Keyboard.TypeAsync(" and ended.");
        await Assertions.Expect(ada.Page.GetByTestId("note-state")).ToContainTextAsync("Kept here until the server is back");
        await notebook.TypeAsync(" Typed to nobody.");
        await Screenshots.TakeOpenToAllAsync(ada.Page, "connection-lost");
        await server.StartAgainAsync();

        const string All = "Stored before. Typed a moment before the end. Typed to nobody.";
        await Assertions.Expect(ada.Page.GetByTestId("reconnect")).ToBeHiddenAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(All);
        await notebook.ExpectSavedAsync();
        await ExpectStoredAsync(notebook, All);
        await Assertions.Expect(ada.Page.GetByTestId("note-rendered")).ToHaveTextAsync("A plan, begun and ended.");
    });

    [Fact]
    public Task Field_OthersTypeInItMeanwhile_KeepsItsUndo_AndWhatIsBeingComposed() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen hers = await ada.MakeNotebookAsync();
        await hers.WriteAsync("The house");
        // The same text is typed in on another of her devices.
        NotebookScreen his = new(await ada.Page.Context.NewPageAsync());
        await his.Page.GotoAsync(hers.Address.ToString());
        await Assertions.Expect(his.Writer).ToHaveValueAsync("The house");

        await hers.TypeAsync(" stood empty.");
        await hers.ExpectSavedAsync();
        await Assertions.Expect(his.Writer).ToHaveValueAsync("The house stood empty.");
        await his.Writer.PressAsync("Home");
        await his.Page.Keyboard.TypeAsync("So: ");
        await Assertions.Expect(hers.Writer).ToHaveValueAsync("So: The house stood empty.");
        await hers.Writer.PressAsync("Control+z");
        await Assertions.Expect(his.Writer).ToHaveValueAsync("So: The house");
        await hers.Writer.PressAsync("Control+Shift+z");
        await Assertions.Expect(his.Writer).ToHaveValueAsync("So: The house stood empty.");

        ICDPSession keyboard = await ada.Page.Context.NewCDPSessionAsync(ada.Page);
        await hers.Writer.PressAsync("End");
        await ComposeAsync(keyboard, " かん");
        await his.Writer.PressAsync("End");
        await his.Page.Keyboard.TypeAsync(" Rain fell.");
        await his.ExpectSavedAsync();
        await ComposeAsync(keyboard, " 漢");
        await Assertions.Expect(hers.Writer).ToHaveValueAsync("So: The house stood empty. 漢");
        await keyboard.SendAsync("Input.insertText", new Dictionary<string, object> { ["text"] = " 漢字" });
        await Assertions.Expect(hers.Writer).ToHaveValueAsync(new Regex("^So: The house stood empty\\.( Rain fell\\.| 漢字){2}$"));
        await Assertions.Expect(his.Writer).ToHaveValueAsync(await hers.Writer.InputValueAsync());
        await hers.Writer.PressAsync("Control+z");
        await Assertions.Expect(his.Writer).ToHaveValueAsync("So: The house stood empty. Rain fell.");
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

    private static Task ComposeAsync(ICDPSession keyboard, string text) => keyboard.SendAsync(
        "Input.imeSetComposition",
        new Dictionary<string, object> { ["text"] = text, ["selectionStart"] = text.Length, ["selectionEnd"] = text.Length });

    /// <summary>Looks again without what the browser keeps.</summary>
    private static async Task ExpectStoredAsync(NotebookScreen notebook, string text)
    {
        await notebook.Page.EvaluateAsync("() => localStorage.clear()");
        await notebook.Page.ReloadAsync();
        await Assertions.Expect(notebook.Writer).ToHaveValueAsync(text);
    }
}
