using Bunit;
using MiniHF.Engine;
using MiniHF.Engine.Training;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class RunFormTests : BunitTestBase
{
    private readonly List<RunPlan> _queued = [];
    private string? _problem;

    [Fact]
    public void Start_WithoutANameOrData_SaysWhatIsMissingBesideIt()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new GeneratorSftRecipe()) with { Name = "", Sources = [] });

        form.Find("[data-testid=run-start]").Click();

        Assert.Equal("Give the run a name: its adapter is called by it.", form.Find("[data-testid=problem-name]").TextContent);
        Assert.Equal("There is nothing to learn from yet: add a notebook, a file or a sample.", form.Find("[data-testid=problem-sources]").TextContent);
        Assert.Empty(_queued);
    }

    [Fact]
    public void Start_ConstitutionWithoutPrinciples_IsRefused()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new RlaifRecipe { Constitution = "" }));

        form.Find("[data-testid=run-constitution]").Change("Be good.");

        Assert.NotEmpty(form.Find("[data-testid=problem-constitution]").TextContent);
    }

    [Fact]
    public void Constitution_ThatNeverShowsTheText_IsRefused()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new RlaifRecipe { Constitution = "" }));

        form.Find("[data-testid=run-constitution]").Change("==[PREAMBLE]==\nAnswer yes or no.\n==[Principle: quiet; Weight: 1.0; Answer: Yes]==\n{preamble} Is it quiet?\n");

        Assert.Contains("never shows {response}", form.Find("[data-testid=problem-constitution]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Question_WithoutResponse_IsRefused()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new EvaluatorSftRecipe()) with { Sources = [new NotebookSource(NotebookId.New(), NotebookChoice.Rated, 1)] });

        form.Find("[data-testid=source-question]").Change("Is {prompt} any good?");

        Assert.Contains("never {response}", form.Find("[data-testid=problem-question]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_OutOfRange_IsSaidBesideItsField()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new GeneratorSftRecipe()));
        form.Find("[data-testid=run-settings]").Click();

        form.Find("[data-testid=run-lr]").Change("7");

        Assert.Equal("true", form.Find("[data-testid=run-lr]").GetAttribute("aria-invalid"));
        Assert.Contains("Learning rate is a number from", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WhereTheDataIsEmpty_SaysWhatTheDeskSays()
    {
        _problem = "No text of the notebook is rated yet. Thumb some up and some down first.";
        IRenderedComponent<RunForm> form = Render(Plan(new GeneratorSftRecipe()));

        form.Find("[data-testid=run-start]").Click();

        Assert.Equal(_problem, form.Find("[data-testid=run-problem]").TextContent);
    }

    [Fact]
    public void Start_OfAWholePlan_QueuesIt()
    {
        RunId? started = null;
        IRenderedComponent<RunForm> form = Render(Plan(new GeneratorSftRecipe()), id => started = id);
        form.Find("[data-testid=run-settings]").Click();
        form.Find("[data-testid=run-steps]").Change("40");
        form.Find("[data-testid=run-name]").Change("evening tales");

        form.Find("[data-testid=run-start]").Click();

        RunPlan plan = Assert.Single(_queued);
        Assert.Equal(("evening tales", 40), (plan.Name, plan.Recipe.Steps));
        Assert.NotNull(started);
    }

    [Fact]
    public void Recipe_Chosen_BringsItsOwnPartOfTheNotebook()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new GeneratorSftRecipe()) with { Sources = [new NotebookSource(NotebookId.New(), NotebookChoice.Liked, 1)] });

        form.Find("[data-testid=recipe-dpo-generator]").Click();

        Assert.Contains("what was preferred", form.Find("[data-testid=run-source]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Constitution_BegunWithTheExample_CanBeStarted()
    {
        IRenderedComponent<RunForm> form = Render(Plan(new GrpoRecipe { Constitution = "" }));

        form.Find("[data-testid=run-constitution-example]").Click();
        form.Find("[data-testid=run-settings]").Click();
        form.Find("[data-testid=run-advantage]").Change("Grpo");
        form.Find("[data-testid=run-start]").Click();

        GrpoRecipe recipe = Assert.IsType<GrpoRecipe>(Assert.Single(_queued).Recipe);
        Assert.Equal((ExampleConstitution.Text, GroupAdvantage.Grpo), (recipe.Constitution, recipe.Advantage));
        Assert.Empty(form.FindAll("[data-testid=run-constitution-example]"));
    }

    private static RunPlan Plan(TrainingRecipe recipe) => new("tales", recipe, "tiny", null, null, [new SampleSource(RunSamples.Tales)], null, null, null);

    private IRenderedComponent<RunForm> Render(RunPlan plan, Action<RunId>? started = null)
    {
        RunDesk desk = new()
        {
            PreviewAsync = (asked, _, _) => Task.FromResult(new RunDataPreview([.. asked.Sources.Select(_ => new RunSourcePreview("A source", 12, [], 400, 0, null))])),
            QueueAsync = (_, queued, _, _) =>
            {
                if (_problem is not null)
                {
                    throw new UserFacingException(_problem);
                }

                _queued.Add(queued);
                return Task.CompletedTask;
            },
            UploadAsync = (name, _, _) => Task.FromResult(new UploadSource(name, new string('a', 64))),
            ListNotebooksAsync = (_, _) => Task.FromResult<IReadOnlyList<NotebookSummary>>([]),
            ListModels = () => [new ModelEntry("tiny", "tiny", true, ModelState.Ready, null, null)],
        };
        return Render<RunForm>(parameters => parameters
            .Add(form => form.Desk, desk)
            .Add(form => form.Plan, plan)
            .Add(form => form.OnStarted, id => started?.Invoke(id)));
    }
}
