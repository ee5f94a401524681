using Bunit;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Runs.Events;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class RunSampleViewTests : BunitTestBase
{
    [Fact]
    public void Samples_AtFirst_AreTheNewest()
    {
        IRenderedComponent<RunSampleView> view = Render(Taken(10, " a grey sea."), Taken(20, " a calm sea."));

        Assert.Equal("It was a calm sea.", view.Find("[data-testid=sample] .text").TextContent);
    }

    [Fact]
    public void Slider_Moved_ShowsTheStepsSamples()
    {
        IRenderedComponent<RunSampleView> view = Render(Taken(10, " a grey sea."), Taken(20, " a calm sea."));

        view.Find("[data-testid=sample-step]").Input("0");

        Assert.Equal("It was a grey sea.", view.Find("[data-testid=sample] .text").TextContent);
        Assert.Equal("step 10", view.Find("[data-testid=sample-step]").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Comparison_WithTheSamplesBefore_MarksWhatChanged()
    {
        IRenderedComponent<RunSampleView> view = Render(Taken(10, " a grey sea."), Taken(20, " a calm sea."));

        view.Find("[data-testid=sample-against]").Change("before");

        Assert.Equal((" grey", " calm"), (view.Find("del").TextContent, view.Find("ins").TextContent));
    }

    [Fact]
    public void Scores_OfPrinciples_AreShownBesideTheText()
    {
        SamplesTaken judged = Taken(10, " a grey sea.") with
        {
            Samples = [new TrainingSample("It was", " a grey sea.", 0, [new PrincipleScore("quiet", 2.2), new PrincipleScore("odd", -2.2)])],
        };
        IRenderedComponent<RunSampleView> view = Render(judged);

        Assert.Equal(["score50 %", "quiet90 %", "odd10 %"], view.FindAll(".scores li").Select(item => item.TextContent));
    }

    private static SamplesTaken Taken(int step, string text) => new(step, [new TrainingSample("It was", text, null, [])]) { By = PersonId.Workspace, Fence = 1 };

    private IRenderedComponent<RunSampleView> Render(params SamplesTaken[] taken) => Render<RunSampleView>(parameters => parameters.Add(view => view.Taken, taken));
}
