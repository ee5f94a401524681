using Microsoft.Extensions.DependencyInjection;
using MiniHF.Engine.Evaluation;
using MiniHF.Engine.Generation;
using MiniHF.Engine.Weave;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Searching with the embedded model, on a real database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SearchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Opening = "The old house at the end of the lane";

    private static readonly PersonId s_ada = PersonId.New();

    private static readonly SearchSettings s_settings = SearchSettings.Default with
    {
        Parameters = new WeaveParameters(Tokens: 8, Budget: 24, RoundBudget: 8, Expand: 4, MaxLookahead: 2),
        Seed = 11,
    };

    private readonly NotebookId _id = NotebookId.New();
    private readonly CellId _cell = CellId.New();
    private readonly SearchId _search = SearchId.New();
    private string _connection = "";
    private TestWorkspace _workspace = null!; // set by InitializeAsync before any test

    public async Task InitializeAsync()
    {
        _connection = await postgres.CreateConnectionStringAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        await _workspace.Notebooks.CreateAsync(_id, "Tales", s_ada, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Search_ToTheEnd_IsTheEnginesSearch_AndItsReplayTheSame()
    {
        LiveNotebook notebook = await BeginAsync();

        await EndAsync(notebook);
        NotebookState again = await ReplayAsync();

        WeaveSearch stored = notebook.State.Searches[_search].Tree;
        Assert.Equal(await UndisturbedAsync(), NodesOf(stored));
        Assert.Equal(NotebookJson.Write(notebook.State), NotebookJson.Write(again));
        Assert.Equal(stored.BranchText(stored.Result[0]), ResultText(notebook));
        Assert.Null(notebook.DraftOf(_search));
    }

    [Fact]
    public async Task Search_ServerStoppedMidway_ResumedOnAnother_IsTheUndisturbedSearch()
    {
        LiveNotebook before = await BeginAsync();
        await Changes.UntilAsync(before, () => before.State.Searches[_search].Tree.Nodes.Length > 3);
        await _workspace.DisposeAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        LiveNotebook after = await OpenAsync();
        SearchStatus found = after.State.Searches[_search].Status;

        await after.ExecuteAsync(new ResumeSearch(_search) { By = s_ada }, CancellationToken.None);
        await EndAsync(after);

        Assert.Equal(SearchStatus.Interrupted, found);
        Assert.Equal(await UndisturbedAsync(), NodesOf(after.State.Searches[_search].Tree));
    }

    [Fact]
    public async Task Pause_Midway_ThenResume_IsTheUndisturbedSearch()
    {
        LiveNotebook notebook = await BeginAsync();
        await Changes.UntilAsync(notebook, () => notebook.State.Searches[_search].Tree.Nodes.Length > 3);

        await notebook.ExecuteAsync(new PauseSearch(_search) { By = s_ada }, CancellationToken.None);
        SearchStatus paused = notebook.State.Searches[_search].Status;
        await notebook.ExecuteAsync(new ResumeSearch(_search) { By = s_ada }, CancellationToken.None);
        await EndAsync(notebook);

        Assert.Equal(SearchStatus.Paused, paused);
        Assert.Equal(await UndisturbedAsync(), NodesOf(notebook.State.Searches[_search].Tree));
    }

    private async Task<LiveNotebook> BeginAsync()
    {
        LiveNotebook notebook = await OpenAsync();
        CellId write = notebook.State.Order[0];
        await notebook.ExecuteAsync(new WriteBranch(write, BranchId.New(), null, Opening) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new AddCell(_cell, CellKind.Weave, write) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ChangeSearchSettings(_cell, s_settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new StartSearch(_search, _cell) { By = s_ada }, CancellationToken.None);
        return notebook;
    }

    private async Task<LiveNotebook> OpenAsync() =>
        await _workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");

    private Task EndAsync(LiveNotebook notebook) => Changes.UntilAsync(
        notebook,
        () => notebook.State.Searches[_search].Status is not (SearchStatus.Running or SearchStatus.Paused) && notebook.DraftOf(_search) is null);

    private string ResultText(LiveNotebook notebook)
    {
        Search search = notebook.State.Searches[_search];
        BranchTree tree = ((WriteCell)notebook.State.Cells[search.Source.Cell]).Tree;
        return tree.TextOf(search.Results[search.Tree.Result[0]])[Opening.Length..];
    }

    private async Task<NotebookState> ReplayAsync()
    {
        PostgresEventStore store = _workspace.Services.GetRequiredService<PostgresEventStore>();
        NotebookState state = NotebookState.Empty;
        foreach (StoredEvent stored in await store.ReadStreamAsync(_id.Value, 0, upToVersion: null, CancellationToken.None))
        {
            state = NotebookStream.Fold.Evolve(state, stored);
        }

        return state;
    }

    private async Task<string[]> UndisturbedAsync()
    {
        TextGenerator model = (TextGenerator)await _workspace.Models.LoadAsync("", CancellationToken.None);
        string judge = await _workspace.Models.ResolveJudgeAsync("", s_settings.EvaluatorAdapter, CancellationToken.None);
        Assert.NotNull(await _workspace.Models.LoadAdapterAsync("", judge, CancellationToken.None));
        WeaveRunner runner = new(
            new ModelBranchWriter(model, tokenizer: model.Tokenizer),
            ConstitutionEvaluator.Create(s_settings.ReadCriteria(), ScoreCombination.SoftMin, new ModelQuestionAnswerer(model, adapter: judge)));
        WeaveSearch search = WeaveSearch.Start(new SearchStarted(s_settings.Parameters, Opening, 11));
        await foreach (WeaveEvent happened in runner.RunAsync(search, null, CancellationToken.None))
        {
            search = search.Apply(happened);
        }

        return NodesOf(search);
    }

    /// <summary>What a search wrote and decided. Scores are left out: a prompt shared or not gives the same but for rounding.</summary>
    private static string[] NodesOf(WeaveSearch search) =>
        [.. search.Nodes.Select(node => $"{node.ParentId} {node.Text} {node.Gumbel} {node.IsCommitted} {node.IsPruned}"), string.Join(' ', search.Result)];
}
