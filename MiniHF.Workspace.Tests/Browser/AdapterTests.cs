using Microsoft.Playwright;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Tests.Adapters;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>An adapter added on the page, chosen, and written with.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AdapterTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Adapter_AddedInTheSettings_WritesTheNextTexts_AndIsNamedInTheInspector() => browser.TellAsync(async story =>
    {
        string voice = Save("wistful-voice");
        AdapterFixture.Write(Path.Combine(_folder, "strange"), "tiny-gptj", new LoraConfig(), seed: 1);
        WorkspaceServer server = await story.StartServerAsync();
        Visitor ada = await story.ArriveAsync();
        await ada.SignInAsync(server.Link, "Ada");
        NotebookScreen hers = await ada.MakeNotebookAsync();
        await hers.WriteAsync("Once upon a time there was a clockmaker.");

        await hers.OpenSettingsAsync();
        await AddAsync(hers.Page, Path.Combine(_folder, "strange"));
        await Assertions.Expect(hers.Page.GetByTestId("adapter-select-problem")).ToContainTextAsync("is for another base");
        await AddAsync(hers.Page, voice);
        await Assertions.Expect(hers.Page.GetByTestId("adapter-select")).ToHaveValueAsync("wistful-voice");
        await Assertions.Expect(hers.Page.GetByTestId("settings-summary")).ToContainTextAsync("wistful-voice");
        await Screenshots.TakeOneAsync(hers.Page, "adapter-settings");
        await hers.CloseSettingsAsync();
        await hers.GrowAsync();
        await hers.ExpectGrownAsync(4);
        await hers.Page.GetByTestId("pick").First.ClickAsync();
        await hers.Page.GetByTestId("inspector-toggle").ClickAsync();

        await Assertions.Expect(hers.Page.GetByTestId("inspector")).ToContainTextAsync("wistful-voice");
    });

    private static async Task AddAsync(IPage page, string directory)
    {
        if (!await page.GetByTestId("adapter-select-directory").IsVisibleAsync())
        {
            await page.GetByTestId("adapter-select-add").ClickAsync();
        }

        await page.GetByTestId("adapter-select-directory").FillAsync(directory);
        await page.GetByTestId("adapter-select-directory").PressAsync("Enter");
    }

    private string Save(string name)
    {
        string directory = Path.Combine(_folder, name);
        using CausalLM model = ModelLoader.Load(ModelDirectory.Open(LanguageModels.Embedded), new EngineOptions());
        using LoraAdapter adapter = AdapterFixture.Trained(model, new LoraConfig(), seed: 1, strength: 0.01);
        adapter.Save(directory, "minihf-tiny");
        return directory;
    }
}
