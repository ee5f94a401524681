using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>What cannot be done is said where it was asked for, and what can be done in spite of it is done.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LimitsTests(BrowserFixture browser)
{
    [Fact]
    public Task Notebook_BrokenModelThenLongText_NamesTheFileAndStillGrows() => browser.TellAsync(async story =>
    {
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen notebook = await ada.MakeNotebookAsync();
        await notebook.SetAsync("count", 2);
        await notebook.SetAsync("tokens", 16);

        string directory = Directory.CreateDirectory(Path.Combine(server.DataFolder, "broken-model")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "config.json"), "{ \"model_type\": ");
        await ada.Page.GetByTestId("model-add").ClickAsync();
        await ada.Page.GetByTestId("model-directory").FillAsync(directory);
        await ada.Page.GetByTestId("model-directory").PressAsync("Enter");
        await Assertions.Expect(ada.Page.GetByTestId("model-problem")).ToContainTextAsync(Path.Combine(directory, "config.json"));
        await Screenshots.TakeAsync(ada.Page, "model-refused");
        await notebook.CloseSettingsAsync();

        // Five times what the embedded model can read: it goes on from the end.
        await notebook.Writer.FillAsync(string.Concat(Enumerable.Repeat("The sea was grey, and the wind came in from the north with rain. ", 320)));
        await notebook.ExpectSavedAsync();
        await notebook.GrowAsync();
        await notebook.ExpectGrownAsync(cards: 2);
        Assert.All(await notebook.CardTextsAsync(), text => Assert.NotEqual("", text));
        await Assertions.Expect(ada.Page.Locator("[data-testid=card][data-status=Done]")).ToHaveCountAsync(2);
    });
}
