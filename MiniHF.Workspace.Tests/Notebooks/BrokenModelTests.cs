using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Models, adapters and constitutions with something wrong: the person who asked is told, and the server works on for everybody.</summary>
[Collection(PostgresCollection.Name)]
public sealed class BrokenModelTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private readonly BrokenModels _models = new();
    private readonly BranchId _root = BranchId.New();
    private CellId _write;
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
        LiveNotebook notebook = await OpenAsync();
        _write = notebook.State.Order[0];
        await notebook.ExecuteAsync(new WriteBranch(_write, _root, null, "The old house at the end of the lane") { By = s_ada }, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _models.Dispose();
    }

    [Fact]
    public async Task Evaluation_ByAModelThatGivesNoNumbers_SaysSoOfTheText_AndTheNextOneWorks()
    {
        string broken = await AddAsync(_models.WithoutNumbers());

        CellEvaluation failed = await EvaluateAsync(Settings with { Model = broken });
        CellEvaluation whole = await EvaluateAsync(Settings);

        Assert.Contains("the model's answer is not a number: its weights or its adapter are broken", failed.Scores[0].Failure, StringComparison.Ordinal);
        Assert.Equal((EvaluationStatus.Finished, null), (whole.Status, whole.Scores[0].Failure));
    }

    [Fact]
    public async Task Evaluation_ByAModelThatAnswersNeitherYesNorNo_SaysSoOfTheText_AndTheNextOneWorks()
    {
        string mute = await AddAsync(_models.WithoutAnswers());

        CellEvaluation failed = await EvaluateAsync(Settings with { Model = mute });
        CellEvaluation whole = await EvaluateAsync(Settings);

        Assert.Contains("the model answers neither yes nor no", failed.Scores[0].Failure, StringComparison.Ordinal);
        Assert.Equal((EvaluationStatus.Finished, null), (whole.Status, whole.Scores[0].Failure));
    }

    [Fact]
    public async Task Evaluation_ByAConstitutionWithABadHeader_IsRefusedWithTheLine_AndTheNextOneWorks()
    {
        JudgingCriteria criteria = new(true, "", BrokenModels.BadConstitution, null, ScoreCombination.SoftMin);

        UserFacingException error = await Assert.ThrowsAnyAsync<UserFacingException>(() => EvaluateAsync(Settings with { Criteria = criteria }));
        CellEvaluation whole = await EvaluateAsync(Settings);

        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
        Assert.Equal((EvaluationStatus.Finished, null), (whole.Status, whole.Scores[0].Failure));
    }

    [Fact]
    public async Task Search_ByAModelThatGivesNoNumbers_FailsWithTheReason_AndTheNextOneWorks()
    {
        string broken = await AddAsync(_models.WithoutNumbers());
        SearchSettings settings = SearchSettings.Default with { Parameters = new WeaveParameters(Tokens: 4, Budget: 4, RoundBudget: 2, Expand: 2, MaxLookahead: 1), Seed = 1 };

        Search failed = await SearchAsync(settings with { Evaluator = broken });
        Search whole = await SearchAsync(settings);

        Assert.Equal(SearchStatus.Failed, failed.Status);
        Assert.Contains("The evaluator cannot judge the prompt.", failed.Failure, StringComparison.Ordinal);
        Assert.Contains("not a number", failed.Failure, StringComparison.Ordinal);
        Assert.Equal((SearchStatus.Finished, null), (whole.Status, whole.Failure));
    }

    [Fact]
    public async Task Growth_OfAModelThatGivesNoNumbers_FailsWithTheReason_AndTheNextOneWorks()
    {
        string broken = await AddAsync(_models.WithoutNumbers());

        Growth failed = await GrowAsync(broken);
        Growth whole = await GrowAsync("");

        Assert.Equal(BranchStatus.Failed, failed.Status);
        Assert.Contains("the model's scores are not finite numbers", failed.Failure, StringComparison.Ordinal);
        Assert.Equal((BranchStatus.Done, null), (whole.Status, whole.Failure));
    }

    [Fact]
    public async Task Library_ShardCutShortOrAdapterForAnotherBase_IsRefused_AndWhatIsThereWorksOn()
    {
        UserFacingException model = await Assert.ThrowsAnyAsync<UserFacingException>(() => AddAsync(_models.WithAShardCutShort()));
        UserFacingException adapter = await Assert.ThrowsAnyAsync<UserFacingException>(
            () => _workspace.Models.AddAdapterAsync(new AdapterToAdd(_models.AdapterForAnotherBase()), s_ada, CancellationToken.None));

        Assert.Contains("model-00002-of-00002.safetensors", model.Message, StringComparison.Ordinal);
        Assert.Contains("is for another base", adapter.Message, StringComparison.Ordinal);
        Assert.Single(_workspace.Models.List());
        Assert.Equal(BranchStatus.Done, (await GrowAsync("")).Status);
    }

    private EvaluationSettings Settings => EvaluationSettings.Default with { Source = _write, Target = EvaluationTarget.Chosen, Branches = [_root], Alone = true };

    private async Task<string> AddAsync(string directory) => (await _workspace.Models.AddAsync(directory, s_ada, CancellationToken.None)).Name;

    private async Task<CellEvaluation> EvaluateAsync(EvaluationSettings settings)
    {
        LiveNotebook notebook = await OpenAsync();
        (CellId cell, EvaluationId evaluation) = (CellId.New(), EvaluationId.New());
        await notebook.ExecuteAsync(new AddCell(cell, CellKind.Evaluate, _write) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ConfigureCell(cell, settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartEvaluation(evaluation, cell) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => notebook.State.Evaluations[evaluation].Status is EvaluationStatus.Finished or EvaluationStatus.Failed);
        return notebook.State.Evaluations[evaluation];
    }

    private async Task<Search> SearchAsync(SearchSettings settings)
    {
        LiveNotebook notebook = await OpenAsync();
        (CellId cell, SearchId search) = (CellId.New(), SearchId.New());
        await notebook.ExecuteAsync(new AddCell(cell, CellKind.Weave, _write) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ChangeSearchSettings(cell, settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartSearch(search, cell) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => notebook.State.Searches[search].Status is SearchStatus.Finished or SearchStatus.Failed);
        return notebook.State.Searches[search];
    }

    private async Task<Growth> GrowAsync(string model)
    {
        LiveNotebook notebook = await OpenAsync();
        GrowthId growth = GrowthId.New();
        await notebook.ExecuteAsync(new ChangeGenerationSettings(_write, new GenerationSettings(model, 1, 4, new SamplingOptions(), Seed: 1)) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new GrowBranch(growth, _write, _root, [BranchId.New()]) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => notebook.State.Growths[growth].Status is BranchStatus.Done or BranchStatus.Failed);
        return notebook.State.Growths[growth];
    }

    private async Task<LiveNotebook> OpenAsync() =>
        await _workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
