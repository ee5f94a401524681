using Bunit;
using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Components.Writing;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class SettingsPanelTests : BunitTestBase
{
    private static readonly ModelEntry s_tiny = new("tiny", "embedded", IsDefault: true, ModelState.Ready, null, null);

    private readonly LoomBook _book = new();

    [Fact]
    public void Preset_Clicked_SetsItsSampling()
    {
        RenderPanel().Find("[data-testid=preset-Wild]").Click();

        Assert.Equal(new SamplingOptions(1.2, 0, 0.98, 0.03, 1.05), _book.Write.Settings.Sampling);
    }

    [Fact]
    public void Temperature_InRange_IsStored()
    {
        RenderPanel().Find("[data-testid=field-temperature]").Change("0.35");

        Assert.Equal(0.35, _book.Write.Settings.Sampling.Temperature);
    }

    [Theory]
    [InlineData("count", "0", "Continuations is a whole number from 1 to 16.")]
    [InlineData("tokens", "12.5", "Length is a whole number from 1 to 2,048.")]
    [InlineData("temperature", "warm", "Temperature is a number from 0 to 2.")]
    [InlineData("top-p", "1.5", "Top-p is a number from 0.01 to 1.")]
    public void Field_OutOfRange_SaysTheRangeAndStoresNothing(string field, string typed, string said)
    {
        IRenderedComponent<SettingsPanel> panel = RenderPanel();

        panel.Find($"[data-testid=field-{field}]").Change(typed);

        Assert.Equal(said, panel.Find(".problem").TextContent);
        Assert.Equal(GenerationSettings.Default, _book.Write.Settings);
    }

    [Fact]
    public void Seed_Emptied_IsRandomAgain()
    {
        _book.Do(new ChangeGenerationSettings(_book.Cell, GenerationSettings.Default with { Seed = 5 }) { By = _book.Me });

        RenderPanel().Find("[data-testid=field-seed]").Change("");

        Assert.Null(_book.Write.Settings.Seed);
    }

    [Fact]
    public void AddModel_BrokenDirectory_ShowsTheReasonBesideIt()
    {
        IRenderedComponent<SettingsPanel> panel = RenderPanel((_, _) => throw new UserFacingException("/models/x/config.json is missing."));

        panel.Find("[data-testid=model-add]").Click();
        panel.Find("[data-testid=model-directory]").Input("/models/x");
        panel.Find("form").Submit();

        Assert.Equal("/models/x/config.json is missing.", panel.Find("[data-testid=model-problem]").TextContent);
    }

    [Fact]
    public void AddModel_NoDirectory_AsksForOne()
    {
        IRenderedComponent<SettingsPanel> panel = RenderPanel((_, _) => throw new InvalidOperationException("nothing to add"));

        panel.Find("[data-testid=model-add]").Click();
        panel.Find("form").Submit();

        Assert.Equal("Say which directory: where it lies on the server.", panel.Find("[data-testid=model-problem]").TextContent);
    }

    [Fact]
    public void Summary_OfDefaults_NamesLengthTemperatureAndTopK() =>
        Assert.Equal("64 tokens · T 0.9 · top-k 50", SettingsText.Summary(GenerationSettings.Default));

    [Fact]
    public void Summary_OfGreedyWithSeed_SaysSo() => Assert.Equal(
        "1,024 tokens · greedy · seed 8841",
        SettingsText.Summary(GenerationSettings.Default with { MaxTokens = 1024, Sampling = SamplingOptions.Greedy, Seed = 8841 }));

    private IRenderedComponent<SettingsPanel> RenderPanel(Func<string, CancellationToken, Task<string>>? add = null) => Render<SettingsPanel>(parameters => parameters
        .Add(p => p.Actions, _book.Actions)
        .Add(p => p.Settings, _book.Write.Settings)
        .Add(p => p.Models, [s_tiny])
        .Add(p => p.AddModel, add ?? ((_, _) => Task.FromResult("x"))));
}
