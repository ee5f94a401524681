using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Growing with the embedded model, on a real database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class GrowthTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Opening = "The old house at the end of the lane";
    private const int Tokens = 160;

    private static readonly PersonId s_ada = PersonId.New();

    private readonly NotebookId _id = NotebookId.New();
    private readonly BranchId _root = BranchId.New();
    private readonly GrowthId _growth = GrowthId.New();
    private readonly BranchId[] _branches = [BranchId.New(), BranchId.New(), BranchId.New()];
    private readonly GenerationSettings _settings = new("", 3, Tokens, new SamplingOptions(), Seed: 11);
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
    public async Task Grow_ToTheEnd_StoresWhatTheModelWrites()
    {
        LiveNotebook notebook = await BeginAsync();

        await EndAsync(notebook);

        Assert.Equal(await UndisturbedAsync(_workspace), Texts(notebook));
        Assert.All(_branches, branch => Assert.Null(notebook.StreamOf(branch)));
        Assert.All(Branches(notebook), branch => Assert.Equal(branch.TokenIds.Length, branch.LogProbabilities.Length));
    }

    [Fact]
    public async Task Grow_ServerStoppedMidway_ResumedOnAnother_IsTheUndisturbedText()
    {
        LiveNotebook before = await BeginAsync();
        await Changes.UntilAsync(before, () => _branches.All(branch => before.StreamOf(branch) is { Tokens: >= 8 }) || IsOver(before));
        await _workspace.DisposeAsync();
        _workspace = await TestWorkspace.StartAsync(_connection);
        LiveNotebook after = await OpenAsync();
        BranchStatus found = after.State.Growths[_growth].Status;

        await after.ExecuteAsync(new ResumeGrowth(_growth) { By = s_ada }, CancellationToken.None);
        await EndAsync(after);

        Assert.Equal(BranchStatus.Interrupted, found);
        Assert.Equal(await UndisturbedAsync(_workspace), Texts(after));
    }

    [Fact]
    public async Task Stop_Midway_KeepsTheTextSoFar()
    {
        LiveNotebook notebook = await BeginAsync();
        await Changes.UntilAsync(notebook, () => notebook.StreamOf(_branches[0]) is { Tokens: >= 4 });

        await notebook.ExecuteAsync(new StopGrowth(_growth, null) { By = s_ada }, CancellationToken.None);
        await Changes.UntilAsync(notebook, () => _branches.All(branch => notebook.StreamOf(branch) is null));

        string[] undisturbed = await UndisturbedAsync(_workspace);
        Assert.Equal(BranchStatus.Stopped, notebook.State.Growths[_growth].Status);
        Assert.All(Texts(notebook).Zip(undisturbed), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.NotEqual("", Texts(notebook)[0]);
    }

    private async Task<LiveNotebook> BeginAsync()
    {
        LiveNotebook notebook = await OpenAsync();
        CellId cell = notebook.State.Order[0];
        await notebook.ExecuteAsync(new WriteBranch(cell, _root, null, Opening) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new ChangeGenerationSettings(cell, _settings) { By = s_ada }, CancellationToken.None);
        await notebook.ExecuteAsync(new GrowBranch(_growth, cell, _root, _branches) { By = s_ada }, CancellationToken.None);
        return notebook;
    }

    private Task EndAsync(LiveNotebook notebook) =>
        Changes.UntilAsync(notebook, () => IsOver(notebook) && _branches.All(branch => notebook.StreamOf(branch) is null));

    private bool IsOver(LiveNotebook notebook) => notebook.State.Growths[_growth].Status != BranchStatus.Growing;

    private Branch[] Branches(LiveNotebook notebook) =>
        [.. _branches.Select(branch => ((WriteCell)notebook.State.Cells[notebook.State.Order[0]]).Tree.Branches[branch])];

    private string[] Texts(LiveNotebook notebook) => [.. Branches(notebook).Select(branch => branch.Text)];

    private async Task<string[]> UndisturbedAsync(TestWorkspace workspace)
    {
        ITextGenerator generator = await workspace.Models.LoadAsync("", CancellationToken.None);
        string[] texts = ["", "", ""];
        GenerationRequest request = new() { Prompt = Opening, Count = 3, MaxTokens = Tokens, Sampling = _settings.Sampling, Seed = 11 };
        await foreach (GeneratedPiece piece in generator.GenerateAsync(request, CancellationToken.None))
        {
            texts[piece.Index] += piece.Text;
        }

        return texts;
    }

    private async Task<LiveNotebook> OpenAsync() =>
        await _workspace.Notebooks.OpenAsync(_id, CancellationToken.None) ?? throw new InvalidOperationException("It was created.");
}
