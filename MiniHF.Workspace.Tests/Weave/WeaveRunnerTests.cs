using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Tests.Evaluation;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Weave;

/// <summary>Searches over the model that ships.</summary>
public sealed class WeaveRunnerTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    private static readonly SearchStarted s_started = new(new WeaveParameters(Tokens: 6, Budget: 16, RoundBudget: 8, Expand: 4, MaxLookahead: 2), "The old man sat by the fire.", Seed: 3);

    [Fact]
    public async Task Run_SameSeed_IsTheSameToTheBit()
    {
        List<WeaveEvent> first = await RunAsync(Runner(model.Shared), WeaveSearch.Start(s_started));
        List<WeaveEvent> second = await RunAsync(Runner(model.Shared), WeaveSearch.Start(s_started));

        Assert.Equal(Describe(first), Describe(second));
        Assert.Equal(16, first.OfType<NodeExpanded>().Sum(expanded => expanded.Children.Count));
    }

    [Fact]
    public async Task Run_SharingOff_IsTheSame()
    {
        List<WeaveEvent> shared = await RunAsync(Runner(model.Shared), WeaveSearch.Start(s_started));
        List<WeaveEvent> unshared = await RunAsync(Runner(model.Unshared), WeaveSearch.Start(s_started));

        Assert.Equal(Describe(unshared), Describe(shared));
    }

    [Fact]
    public async Task Run_ResumedFromHalfItsEvents_EndsAsTheWholeSearch()
    {
        List<WeaveEvent> whole = await RunAsync(Runner(model.Shared), WeaveSearch.Start(s_started));
        WeaveEvent[] kept = [.. whole.Take(whole.Count / 2)];

        List<WeaveEvent> rest = await RunAsync(Runner(model.Shared), WeaveSearch.Fold([s_started, .. kept]));

        Assert.Equal(Describe(whole), Describe([.. kept, .. rest]));
    }

    [Fact]
    public async Task Run_SteeredWhileItRuns_RecordsTheThumb()
    {
        WeaveControls controls = new();
        controls.Steer(999, 1);
        controls.Steer(0, 2.5);

        List<WeaveEvent> events = await RunAsync(Runner(model.Shared), WeaveSearch.Start(s_started), controls);

        Assert.Equal([new NodeSteered(0, 2.5)], events.OfType<NodeSteered>());
    }

    [Fact]
    public async Task Run_Stopped_EndsWithAResultOfWhatIsThere()
    {
        WeaveControls controls = new();
        WeaveSearch search = WeaveSearch.Start(s_started);
        await foreach (WeaveEvent happened in Runner(model.Shared).RunAsync(search, controls, CancellationToken.None))
        {
            search = search.Apply(happened);
            if (happened is NodeExpanded)
            {
                controls.Stop();
            }
        }

        Assert.Equal((5, true, 1), (search.Nodes.Length, search.IsFinished, search.Result.Length));
    }

    [Fact]
    public async Task Run_SomeTextsCannotBeJudged_LeavesThemOutAndEnds()
    {
        int asked = 0;
        ScriptedAnswerer answerer = new(_ => asked++ % 3 == 2 ? new YesNoAnswer(double.NaN, 0) : new YesNoAnswer(0.6, 0.3));
        WeaveRunner runner = new(new ModelBranchWriter(model.Shared), new ConstitutionEvaluator(Constitution.FromQuestion("x?"), ScoreCombination.SoftMin, answerer));

        List<WeaveEvent> events = await RunAsync(runner, WeaveSearch.Start(s_started));
        WeaveSearch search = WeaveSearch.Fold([s_started, .. events]);

        Assert.Equal((true, 16), (search.IsFinished, search.Nodes.Length - 1 + search.DiscardedCount));
        Assert.InRange(search.DiscardedCount, 4, 8);
    }

    [Fact]
    public async Task Run_PromptCannotBeJudged_SaysWhy()
    {
        WeaveRunner runner = new(
            new ModelBranchWriter(model.Shared),
            new ConstitutionEvaluator(Constitution.FromQuestion("x?"), ScoreCombination.SoftMin, new ScriptedAnswerer(_ => default)));

        MiniHF.Engine.UserFacingException error =
            await Assert.ThrowsAsync<MiniHF.Engine.UserFacingException>(() => RunAsync(runner, WeaveSearch.Start(s_started)));

        Assert.StartsWith("The evaluator cannot judge the prompt. Asked \"x?\", the model answers neither yes nor no", error.Message, StringComparison.Ordinal);
    }

    private static WeaveRunner Runner(TextGenerator generator) => new(
        new ModelBranchWriter(generator, tokenizer: generator.Tokenizer),
        new ConstitutionEvaluator(Constitution.FromQuestion("contain dialogue?"), ScoreCombination.SoftMin, new ModelQuestionAnswerer(generator)));

    private static async Task<List<WeaveEvent>> RunAsync(WeaveRunner runner, WeaveSearch search, WeaveControls? controls = null)
    {
        List<WeaveEvent> events = [];
        await foreach (WeaveEvent happened in runner.RunAsync(search, controls, CancellationToken.None))
        {
            events.Add(happened);
        }

        return events;
    }

    private static string[] Describe(IEnumerable<WeaveEvent> events) =>
        [.. events.Select(happened => System.Text.Json.JsonSerializer.Serialize(happened, MiniHF.Engine.Weave.Replay.WeaveJson.Options))];
}
