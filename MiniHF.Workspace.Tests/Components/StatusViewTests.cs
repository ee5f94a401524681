using Bunit;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Components.Health;
using MiniHF.Workspace.Status;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class StatusViewTests : BunitTestBase
{
    private static readonly ModelStatus s_busy = new(
        "minihf-tiny",
        new ModelDescription("minihf-tiny", "/models/minihf-tiny", 5_868_800, 1024, "abc") { Quantization = "int8", ComputeType = "Float32", WeightBytes = 5_970_000 },
        new ThreadChoice(1, 2),
        new EngineStatus(3, 8, 2, 120_400, 98_000, 110_000, 20_000, 3_100, 12, 34_000_000, 134_217_728),
        1204.4,
        [0, 600, 1204.4]);

    [Fact]
    public void Model_AtWork_SaysWhatItIsAndDoes()
    {
        IRenderedComponent<StatusView> view = Show(s_busy);

        Assert.Equal(
            "5.9 million weights in 6.0 MB · 8 bits each · computed in Float32 · context of 1,024 tokens · 1 thread to write, 2 to read",
            view.Find("[data-testid=model-facts]").TextContent);
        Assert.Equal("1,204 tokens a second8 texts growing, 2 waiting", view.Find("[data-testid=model-rate]").TextContent);
        Assert.Equal(
            ["120,400 tokens in 3,100 steps", "20,000 tokens", "98,000 tokens, 89% of all prompts", "12 texts, 34 MB of 134 MB"],
            view.FindAll("[data-testid=model-status] dd").Select(fact => fact.TextContent));
        Assert.Equal("width:25.3%", view.Find(".gauge i").GetAttribute("style"));
    }

    [Fact]
    public void Model_AtRestAndNew_SaysSoAndDrawsALevelLine()
    {
        IRenderedComponent<StatusView> view = Show(s_busy with
        {
            Engine = EngineStatus.Idle,
            TokensPerSecond = 0,
            History = [],
            Threads = null,
            Description = s_busy.Description with { Quantization = "none" },
        });

        Assert.EndsWith("at rest", view.Find("[data-testid=model-rate]").TextContent, StringComparison.Ordinal);
        Assert.Equal("5.9 million weights in 6.0 MB · not quantized · computed in Float32 · context of 1,024 tokens", view.Find("[data-testid=model-facts]").TextContent);
        Assert.Equal("M0 47H300", view.Find("[data-testid=sparkline] .line").GetAttribute("d"));
    }

    [Fact]
    public void Server_Always_SaysHowLongAndHowMuch()
    {
        IRenderedComponent<StatusView> view = Show();

        Assert.Equal(
            "desk has been running for 3 hours 20 minutes, on 2 processors, and holds 276 MB of memory.", view.Find("[data-testid=server-facts]").TextContent);
        Assert.Equal("up to number 12,345", view.Find("[data-testid=store-status] dd").TextContent);
        Assert.NotNull(view.Find("[data-testid=no-models]"));
    }

    [Fact]
    public void Curve_ValuesInTime_RunFromLowToHighAtTheRight()
    {
        IRenderedComponent<Sparkline> line = Render<Sparkline>(parameters => parameters.Add(view => view.Values, [0.0, 50, 100]).Add(view => view.Room, 5));

        Assert.Equal("M150,47L225,25L300,3", line.Find(".line").GetAttribute("d"));
    }

    private IRenderedComponent<StatusView> Show(params ModelStatus[] models) => Render<StatusView>(parameters => parameters.Add(
        view => view.Report, new StatusReport("desk", 2, TimeSpan.FromMinutes(200.4), 276_000_000, models, 12_345, 4)));
}
