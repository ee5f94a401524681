using System.Text.Json;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Adapters;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Writing and searching with adapters, on a real database: what is used is recorded, and nothing else is used in its place.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AdapterStoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Opening = "The old house at the end of the lane";

    private static readonly PersonId s_ada = PersonId.New();

    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-adapter-").FullName;
    private readonly NotebookId _id = NotebookId.New();
    private readonly BranchId _root = BranchId.New();
    private readonly GrowthId _growth = GrowthId.New();
    private readonly BranchId[] _branches = [BranchId.New(), BranchId.New()];
    private readonly SearchId _search = SearchId.New();
    private readonly CellId _cell = CellId.New();
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test
    private string _voice = "";
    private string _judge = "";

    public async Task InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync(await postgres.CreateConnectionStringAsync());
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
        _voice = await AddAsync("voice", seed: 1);
        _judge = await AddAsync("judge", seed: 2);
    }

    public async Task DisposeAsync()
    {
        await _workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Grow_WithAnAdapter_WritesAndRecordsIt()
    {
        LiveNotebook notebook = await GrowAsync(tokens: 24);

        await Changes.UntilAsync(notebook, () => notebook.State.Growths[_growth].Status != BranchStatus.Growing);

        Growth growth = notebook.State.Growths[_growth];
        Assert.Equal((BranchStatus.Done, "voice", _voice), (growth.Status, growth.Adapter, growth.AdapterId));
        Assert.Equal(await UndisturbedAsync("voice"), Texts(notebook));
        Assert.NotEqual(await UndisturbedAsync(""), Texts(notebook));
    }

    [Fact]
    public async Task Resume_AdapterTrainedFurtherSince_IsRefused()
    {
        LiveNotebook notebook = await GrowAsync(tokens: 400);
        await Changes.UntilAsync(notebook, () => notebook.StreamOf(_branches[0]) is { Tokens: >= 2 });
        await notebook.ExecuteAsync(new StopGrowth(_growth, null) { By = s_ada }, CancellationToken.None);
        await AddAsync("voice", seed: 3);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(
            () => notebook.ExecuteAsync(new ResumeGrowth(_growth) { By = s_ada }, CancellationToken.None));

        Assert.Equal("The adapter voice was changed since: it is not the one this text was begun with, so it cannot go on exactly. Grow again instead.", error.Message);
    }

    [Fact]
    public async Task Grow_AdapterThatWasRemoved_SaysSo()
    {
        await _workspace.Models.RemoveAdapterAsync("voice", s_ada, CancellationToken.None);

        UserFacingException error = await Assert.ThrowsAsync<UserFacingException>(() => GrowAsync(tokens: 8));

        Assert.Equal("The library has no adapter called voice. Choose another in the cell's settings.", error.Message);
    }

    [Fact]
    public async Task Search_GeneratorAndEvaluator_AreBothUsedAndRecorded()
    {
        LiveNotebook notebook = await OpenAsync();
        CellId write = notebook.State.Order[0];
        SearchSettings settings = SearchSettings.Default with
        {
            Parameters = new WeaveParameters(Tokens: 6, Budget: 6, RoundBudget: 3, Expand: 3, MaxLookahead: 2),
            Seed = 11,
            Adapter = "voice",
            EvaluatorAdapter = "judge",
        };
        await notebook.ExecuteAsync(new WriteBranch(write, _root, null, Opening) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new AddCell(_cell, CellKind.Weave, write) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ChangeSearchSettings(_cell, settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartSearch(_search, _cell) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => notebook.State.Searches[_search].Status is not SearchStatus.Running);

        Search search = notebook.State.Searches[_search];
        WeaveProvenance provenance = search.Tree.Provenance;
        Assert.Equal((SearchStatus.Finished, "voice", _voice), (search.Status, provenance.GeneratorAdapter, provenance.GeneratorAdapterId));
        Assert.Equal(("judge", _judge), (provenance.EvaluatorAdapter, provenance.EvaluatorAdapterId));
        GenerationRequest first = new()
        {
            Prompt = Opening,
            Count = 3,
            MaxTokens = 6,
            MinTokens = 6,
            Sampling = ModelBranchWriter.DefaultSampling,
            Seed = GumbelStream.TextSeed(11, 0),
            Adapter = "voice",
        };
        GeneratedText[] written = await GeneratedText.AllAsync(await _workspace.Models.LoadAsync("", CancellationToken.None), first);
        Assert.Equal(written.Select(text => text.Text), search.Tree.Nodes.Skip(1).Take(3).Select(node => node.Text));
    }

    [Theory]
    [InlineData("", "minihf-judge")]
    [InlineData("none", null)]
    public async Task Search_NoJudgeChosen_TakesTheOneThatComesWithTheModelUnlessToldNotTo(string chosen, string? expected)
    {
        LiveNotebook notebook = await OpenAsync();
        CellId write = notebook.State.Order[0];
        await notebook.ExecuteAsync(new WriteBranch(write, _root, null, Opening) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new AddCell(_cell, CellKind.Weave, write) { By = s_ada }, CancellationToken.None);
        SearchSettings settings = SearchSettings.Default with { Parameters = new WeaveParameters(Tokens: 2, Budget: 2, RoundBudget: 2, Expand: 2, MaxLookahead: 1), EvaluatorAdapter = chosen };
        await notebook.ExecuteAsync(new ChangeSearchSettings(_cell, settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartSearch(_search, _cell) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => notebook.State.Searches[_search].Status is not SearchStatus.Running);

        Search search = notebook.State.Searches[_search];
        Assert.Equal((SearchStatus.Finished, expected), (search.Status, search.Tree.Provenance.EvaluatorAdapter));
        Assert.Equal(expected is null, search.Tree.Provenance.EvaluatorAdapterId is null);
    }

    [Fact]
    public void Events_FromBeforeAdapters_ReadAsNone()
    {
        GrowthStarted started = new(_growth, _cell, _root, _branches, GenerationSettings.Default, 1, "m", "h", Guid.Empty)
        {
            By = s_ada,
            Adapter = "voice",
            AdapterId = "1",
        };
        SearchSettings settings = SearchSettings.Default with { Adapter = "voice", EvaluatorAdapter = "judge" };

        GrowthStarted read = Without<GrowthStarted>(started, "Adapter", "AdapterId");

        Assert.Equal(("", "", ""), (read.Adapter, read.AdapterId, read.Settings.Adapter));
        Assert.Equal(SearchSettings.Default, Without<SearchSettings>(settings, "Adapter", "EvaluatorAdapter"));
        Assert.Equal(GenerationSettings.Default, Without<GenerationSettings>(GenerationSettings.Default with { Adapter = "voice" }, "Adapter"));
    }

    [Fact]
    public async Task Snapshot_OfAGrowthWithAnAdapter_KeepsIt()
    {
        LiveNotebook notebook = await GrowAsync(tokens: 4);

        Growth read = NotebookSnapshot.Read(NotebookSnapshot.Write(notebook.State)).Growths[_growth];

        Assert.Equal(("voice", "voice", _voice), (read.Settings.Adapter, read.Adapter, read.AdapterId));
    }

    private static T Without<T>(T value, params string[] members)
    {
        System.Text.Json.Nodes.JsonObject json = JsonSerializer.SerializeToNode(value, EventJson.Options)!.AsObject();
        if (json["Settings"] is System.Text.Json.Nodes.JsonObject settings)
        {
            Assert.True(settings.Remove("Adapter"));
        }

        Assert.All(members, member => Assert.True(json.Remove(member)));
        return json.Deserialize<T>(EventJson.Options)!;
    }

    private async Task<LiveNotebook> GrowAsync(int tokens)
    {
        LiveNotebook notebook = await OpenAsync();
        CellId cell = notebook.State.Order[0];
        GenerationSettings settings = new("", 2, tokens, new SamplingOptions(), Seed: 11) { Adapter = "voice" };
        await notebook.ExecuteAsync(new WriteBranch(cell, _root, null, Opening) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ChangeGenerationSettings(cell, settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new GrowBranch(_growth, cell, _root, _branches) { By = s_ada }, CancellationToken.None);
        return notebook;
    }

    private string[] Texts(LiveNotebook notebook) =>
        [.. _branches.Select(branch => ((WriteCell)notebook.State.Cells[notebook.State.Order[0]]).Tree.Branches[branch].Text)];

    private async Task<string[]> UndisturbedAsync(string adapter)
    {
        GenerationRequest request = new() { Prompt = Opening, Count = 2, MaxTokens = 24, Seed = 11, Adapter = adapter };
        GeneratedText[] texts = await GeneratedText.AllAsync(await _workspace.Models.LoadAsync("", CancellationToken.None), request);
        return [.. texts.Select(text => text.Text)];
    }

    private async Task<string> AddAsync(string name, long seed)
    {
        TextGenerator generator = (TextGenerator)await _workspace.Models.LoadAsync("", CancellationToken.None);
        using LoraAdapter adapter = AdapterFixture.Trained(generator.Base, new LoraConfig(), seed, strength: 0.03);
        string directory = Path.Combine(_folder, name);
        adapter.Save(directory, LanguageModels.Embedded);
        await _workspace.Models.AddAdapterAsync(new AdapterToAdd(directory), s_ada, CancellationToken.None);
        return adapter.Id;
    }

    private async Task<LiveNotebook> OpenAsync() =>
        await _workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
